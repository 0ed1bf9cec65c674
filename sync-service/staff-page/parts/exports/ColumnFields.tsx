/** Which columns a file has: all of them, until somebody wants to choose. */
import { useState } from 'react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { EXPORT_COLUMNS, type ExportColumn } from '../../../../common/domain/export-columns.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { number } from '../../formats.ts';

export function ColumnFields({
  value,
  onChange,
}: {
  value: readonly ExportColumn[];
  onChange: (columns: readonly ExportColumn[]) => void;
}) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const shown = (count: number) => number(count, i18n.language);
  return (
    <div className="column-fields">
      <div className="section-top">
        <p>{t('export:columnsOf', { chosen: shown(value.length), all: shown(EXPORT_COLUMNS.length) })}</p>
        <Button look="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
          {t('export:chooseColumns')}
        </Button>
      </div>
      {open ? (
        <>
          <div className="row">
            <Button look="quiet" onPress={() => onChange(EXPORT_COLUMNS)}>
              {t('export:everyColumn')}
            </Button>
            <Button look="quiet" onPress={() => onChange([])}>
              {t('export:noColumns')}
            </Button>
          </div>
          <CheckboxGroup
            className="columns"
            value={[...value]}
            onChange={(chosen) => onChange(EXPORT_COLUMNS.filter((column) => chosen.includes(column)))}
          >
            <Label className="visually-hidden">{t('export:columns')}</Label>
            {EXPORT_COLUMNS.map((column) => (
              <Checkbox key={column} value={column} className="checkbox">
                <span className="checkbox-mark" aria-hidden="true" />
                <span>{t(`export:column.${column}`)}</span>
              </Checkbox>
            ))}
          </CheckboxGroup>
        </>
      ) : null}
      {value.length === 0 ? (
        <p className="warning-text" role="alert">
          {t('export:columnMissing')}
        </p>
      ) : null}
    </div>
  );
}
