/** What people said, by topic, as a report prints it. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { number } from '../../formats.ts';
import type { Report } from '../../report.ts';
import { ReportedWords } from './ReportedWords.tsx';
import { useTopicName } from './TallyCharts.tsx';

export function PrintButton() {
  const { t } = useTranslation();
  return (
    <div className="row no-print">
      <Button look="primary" onPress={() => window.print()}>
        {t('report:print')}
      </Button>
    </div>
  );
}

export function ReportSaid({ report, topics }: { report: Report; topics: ConsultationDocument['topics'] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useTopicName(topics);
  const { elsewhere, hidden } = report;
  return (
    <section aria-labelledby="said">
      <h2 id="said">{t('report:said')}</h2>
      {hidden === 0 ? null : (
        <p className="muted">
          {t('report:hidden', { count: hidden, number: number(hidden, i18n.language) })}
        </p>
      )}
      {report.topics.length === 0 && elsewhere.length === 0 ? (
        <p className="empty">{t('report:none')}</p>
      ) : null}
      {report.topics.map(({ topicId, ideas }) => (
        <section key={topicId} className="report-topic">
          <h3>
            <bdi>{nameOf(topicId)}</bdi>
          </h3>
          {ideas.map(({ idea, comments }) => (
            <ReportedWords key={idea.id} contribution={idea} comments={comments} />
          ))}
        </section>
      ))}
      {elsewhere.length === 0 ? null : (
        <section className="report-topic">
          <h3>{t('report:elsewhere')}</h3>
          {elsewhere.map((comment) => (
            <ReportedWords key={comment.id} contribution={comment} comments={[]} />
          ))}
        </section>
      )}
    </section>
  );
}
