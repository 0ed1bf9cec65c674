/** How somebody who is helped gave their answers. */
import { useTranslation } from 'react-i18next';
import type { ConsentManner } from '../../../common/domain/records.ts';
import { Choice } from '../../components/Choice.tsx';

export function MannerChoice({
  value,
  onChange,
}: {
  value: ConsentManner | null;
  onChange: (manner: ConsentManner) => void;
}) {
  const { t } = useTranslation();
  return (
    <Choice
      label={t('participant:manner')}
      columns
      value={value}
      onChange={onChange}
      options={[
        { value: 'touched', label: t('participant:touched') },
        { value: 'spoken', label: t('participant:spoken') },
        { value: 'signed-on-paper', label: t('participant:signed') },
      ]}
    />
  );
}
