/** What came of one session or of several, as bars with their numbers: by kind, topic and language. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import type { Tally } from '../../../../common/contract/staff/workshops.ts';
import { nameIn } from '../../../../common/domain/language-names.ts';
import { localized } from '../../../../common/domain/localized-text.ts';
import { BarTable } from '../BarTable.tsx';
import { KIND } from '../labels.ts';

type Bar = { readonly key: string; readonly count: number };

/** What a topic is called; its id where the city no longer has it, and words for none where it is empty. */
export function useTopicName(topics: ConsultationDocument['topics']): (topicId: string) => string {
  const { t, i18n } = useTranslation();
  return (topicId) => {
    if (topicId === '') return t('city:noTopic');
    const label = topics.find(({ id }) => id === topicId)?.label;
    return label === undefined ? topicId : localized(label, [i18n.language, 'en']).text;
  };
}

export const barsOf = ({ byTopic, byLanguage }: Tally) => ({
  byTopic: byTopic.map(({ topicId, count }): Bar => ({ key: topicId ?? '', count })),
  byLanguage: byLanguage.map(({ language, count }): Bar => ({ key: language, count })),
});

export function TallyCharts({
  topics,
  byKind,
  byTopic,
  byLanguage,
}: {
  topics: ConsultationDocument['topics'];
  byKind: readonly { readonly key: keyof typeof KIND; readonly count: number }[];
  /** The key of ideas without a topic is empty. */
  byTopic: readonly Bar[];
  byLanguage: readonly Bar[];
}) {
  const { t, i18n } = useTranslation();
  const nameOf = useTopicName(topics);
  return (
    <div className="charts">
      <BarTable
        title={t('report:byKind')}
        bars={byKind.map(({ key, count }) => ({ label: t(KIND[key]), count }))}
      />
      <BarTable
        title={t('report:byTopic')}
        bars={byTopic.map(({ key, count }) => ({ label: nameOf(key), count }))}
      />
      <BarTable
        title={t('report:byLanguage')}
        bars={byLanguage.map(({ key, count }) => ({ label: nameIn(key, i18n.language), count }))}
      />
    </div>
  );
}
