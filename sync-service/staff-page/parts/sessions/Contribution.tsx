/** One idea, comment or support: the person's words as text, and what is known about them. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import type { StaffContribution } from '../../../../common/contract/staff/sessions.ts';
import { nameIn } from '../../../../common/domain/language-names.ts';
import { Words } from '../../../../renderer/components/CityText.tsx';
import { exactTime, number } from '../../formats.ts';
import { Detail } from '../Detail.tsx';
import { FoldedWords } from '../FoldedWords.tsx';
import { KIND, STATE } from '../labels.ts';
import { WhoseWords } from '../WhoseWords.tsx';
import { useTopicName } from './TallyCharts.tsx';

type Props = { contribution: StaffContribution; topics: ConsultationDocument['topics'] };

export function Contribution({ contribution, topics }: Props) {
  const { t, i18n } = useTranslation();
  const { kind, title, words, state, seq } = contribution;
  const language = contribution.language ?? 'und';
  return (
    <article className={`contribution contribution-${kind}`}>
      <p className="contribution-top">
        <span className="kind">{t(KIND[kind])}</span>
        <span className={`state state-${state}`}>{t(STATE[state])}</span>
        <span className="muted seq">{t('staff:place', { place: number(seq, i18n.language) })}</span>
      </p>
      {title === null ? null : (
        <h3>
          <Words text={title} language={language} />
        </h3>
      )}
      {contribution.targetId === null ? null : <Target contribution={contribution} />}
      {words === null ? null : <FoldedWords words={words} language={language} />}
      <Details contribution={contribution} topics={topics} />
    </article>
  );
}

/** What a comment or a support is about. */
function Target({ contribution: { kind, targetTitle } }: { contribution: StaffContribution }) {
  const { t } = useTranslation();
  const title =
    targetTitle === null ? (
      <span className="muted">{t('staff:contribution.targetUnknown')}</span>
    ) : (
      <bdi dir="auto">{targetTitle}</bdi>
    );
  return kind === 'support' ? (
    <h3>{title}</h3>
  ) : (
    <p className="target">
      <span className="muted">{t('staff:contribution.about')}</span> {title}
    </p>
  );
}

function Details({ contribution, topics }: Props) {
  const { t, i18n } = useTranslation();
  const topicName = useTopicName(topics);
  const { language, topicId, participantId, recordedAt, receivedAt } = contribution;
  return (
    <dl className="details">
      {language === null ? null : (
        <Detail label={t('staff:contribution.language')}>{nameIn(language, i18n.language)}</Detail>
      )}
      {topicId === null ? null : <Detail label={t('staff:contribution.topic')}>{topicName(topicId)}</Detail>}
      <WhoseWords of={contribution} />
      {participantId === null ? null : (
        <Detail label={t('staff:contribution.person')}>
          <span className="code" title={participantId}>
            {participantId.slice(-4)}
          </span>
        </Detail>
      )}
      <Detail label={t('staff:contribution.recorded')}>{exactTime(recordedAt, i18n.language)}</Detail>
      <Detail label={t('staff:contribution.received')}>{exactTime(receivedAt, i18n.language)}</Detail>
    </dl>
  );
}
