/** How a CSV file is written. */
import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../../renderer/components/Choice.tsx';

type Separator = 'comma' | 'semicolon';
export type CsvForm = { readonly separator: Separator; readonly bom: boolean };
export const PLAIN_CSV: CsvForm = { separator: 'comma', bom: false };

export function CsvFields({ value, onChange }: { value: CsvForm; onChange: (form: CsvForm) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Choice<Separator>
        label={t('staff:export.separator')}
        options={[
          { value: 'comma', label: t('staff:export.comma'), hint: t('staff:export.commaHint') },
          { value: 'semicolon', label: t('staff:export.semicolon'), hint: t('staff:export.semicolonHint') },
        ]}
        value={value.separator}
        onChange={(separator) => onChange({ ...value, separator })}
        columns
      />
      <Checkbox className="checkbox" isSelected={value.bom} onChange={(bom) => onChange({ ...value, bom })}>
        <span className="checkbox-mark" aria-hidden="true" />
        <span>{t('staff:export.bom')}</span>
      </Checkbox>
    </>
  );
}
