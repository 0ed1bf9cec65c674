/** What an idea is about; nothing where the consultation has no topics. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import { localized } from '../../../common/domain/localized-text.ts';
import { Select } from '../../components/Select.tsx';

const NO_TOPIC = '';

export function TopicSelect({
  topics,
  value,
  onChange,
}: {
  topics: ConsultationDocument['topics'];
  value: string | null;
  onChange: (topicId: string | null) => void;
}) {
  const { t, i18n } = useTranslation();
  if (topics.length === 0) return null;
  return (
    <Select
      label={t('contribution:topic')}
      value={value ?? NO_TOPIC}
      onChange={(id) => onChange(id === NO_TOPIC ? null : id)}
      options={[
        { value: NO_TOPIC, label: t('contribution:noTopic') },
        ...topics.map(({ id, label }) => {
          const { text, language } = localized(label, [i18n.language, 'en']);
          return { value: id, label: text, language };
        }),
      ]}
    />
  );
}
