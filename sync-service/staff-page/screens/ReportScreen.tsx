/** One session on paper: what it was, whether all of it is here, its counts, and what people said, by topic. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { SessionSummary, StaffContribution } from '../../../common/contract/staff/sessions.ts';
import type { NewsTopic } from '../../../common/contract/staff-live.ts';
import { type Outcome, success } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import type { StaffApi } from '../api.ts';
import { topicsOf } from '../consultations.ts';
import { number } from '../formats.ts';
import { Screen } from '../parts/Screen.tsx';
import { CompletenessPanel } from '../parts/sessions/CompletenessPanel.tsx';
import { ReportedWords } from '../parts/sessions/ReportedWords.tsx';
import { SessionFacts } from '../parts/sessions/SessionFacts.tsx';
import { TallyCharts, useTopicName } from '../parts/sessions/TallyCharts.tsx';
import { hashOf } from '../places.ts';
import { type Report, reportOf } from '../report.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

/** It stands still: it is about to be printed. */
const NOTHING: readonly NewsTopic[] = [];
/** The most that the service gives at once. */
const PAGE = 200;

type Loaded = {
  readonly session: SessionSummary;
  readonly topics: ConsultationDocument['topics'];
  readonly report: Report;
};

async function load(api: StaffApi, sessionId: string): Promise<Outcome<Loaded>> {
  const session = await api.call('showSession', { sessionId });
  if (!session.ok) return session;
  const found = await topicsOf(api, session.value.consultationId);
  if (!found.ok) return found;
  const contributions: StaffContribution[] = [];
  let after: string | undefined;
  do {
    const page = await api.call('listContributions', { sessionId, after, limit: PAGE });
    if (!page.ok) return page;
    contributions.push(...page.value.contributions);
    after = page.value.next ?? undefined;
  } while (after !== undefined);
  const topics = found.value;
  const report = reportOf({ contributions, topicIds: topics.map(({ id }) => id) });
  return success({ session: session.value, topics, report });
}

export function ReportScreen({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const live = useLive(() => load(api, sessionId), NOTHING);
  return (
    <Screen
      title={t('report:title')}
      live={live}
      above={
        <a className="back no-print" href={hashOf({ name: 'session', sessionId })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('report:back')}
        </a>
      }
    >
      {(loaded) => (
        <div className="report">
          <div className="row no-print">
            <Button look="primary" onPress={() => window.print()}>
              {t('report:print')}
            </Button>
          </div>
          <div className="overview">
            <SessionFacts session={loaded.session} />
            <CompletenessPanel
              completeness={loaded.session.completeness}
              quarantined={loaded.session.quarantined}
            />
          </div>
          <TallyCharts {...loaded.report} topics={loaded.topics} />
          <Said loaded={loaded} />
        </div>
      )}
    </Screen>
  );
}

function Said({ loaded: { report, topics } }: { loaded: Loaded }) {
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
          <h3 dir="auto">{nameOf(topicId)}</h3>
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
