/** A consultation's contributions as a file: which ones, which columns, and how it should be written. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import { EXPORT_COLUMNS, type ExportColumn } from '../../../../common/domain/export-columns.ts';
import { PLATFORMS, type Platform } from '../../../../common/domain/platform-export.ts';
import { Choice } from '../../../../renderer/components/Choice.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useDownload } from '../../use-download.ts';
import { ColumnFields } from './ColumnFields.tsx';
import { CsvFields, type CsvForm, PLAIN_CSV } from './CsvFields.tsx';
import { DownloadEnd } from './DownloadEnd.tsx';
import { ExportFilterFields, everythingOf, filterInput, isInOrder } from './ExportFilterFields.tsx';

type Format = 'xlsx' | 'csv' | 'jsonl' | Platform;

const isPlatform = (format: Format): format is Platform => PLATFORMS.some((platform) => platform === format);

export function ExportContributions({
  consultations,
  onClose,
}: {
  /** At least one. */
  consultations: readonly ConsultationDocument[];
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const [filter, setFilter] = useState(everythingOf(consultations[0]?.id ?? ''));
  const [format, setFormat] = useState<Format>('xlsx');
  const [columns, setColumns] = useState<readonly ExportColumn[]>(EXPORT_COLUMNS);
  const [form, setForm] = useState<CsvForm>(PLAIN_CSV);
  const download = useDownload();
  const takeForPlatform = (chosen: Platform) => {
    const { kind: _, state: __, ...narrowed } = filterInput(filter);
    return download.start(
      (fetching) =>
        api.export('exportForPlatform', { ...narrowed, platform: chosen, words: i18n.language }, fetching),
      `perron-${chosen}.zip`,
    );
  };
  const take = (chosen: Exclude<Format, Platform>) =>
    download.start(
      (fetching) =>
        api.export(
          'exportContributions',
          {
            ...filterInput(filter),
            format: chosen,
            words: i18n.language,
            columns: columns.length === EXPORT_COLUMNS.length ? undefined : columns.join(','),
            separator: form.separator,
            bom: String(form.bom),
          },
          fetching,
        ),
      `perron-contributions.${chosen}`,
    );
  const start = () => void (isPlatform(format) ? takeForPlatform(format) : take(format));
  return (
    <>
      <ExportFilterFields
        consultations={consultations}
        publishedIdeas={isPlatform(format)}
        value={filter}
        onChange={setFilter}
      />
      <Choice<Format>
        label={t('export:format')}
        options={[
          { value: 'xlsx', label: 'XLSX', hint: t('export:xlsxHint') },
          { value: 'csv', label: 'CSV', hint: t('export:csvHint') },
          { value: 'jsonl', label: 'JSON Lines', hint: t('export:jsonlHint') },
          { value: 'go-vocal', label: 'Go Vocal', hint: t('export:goVocalHint') },
          { value: 'decidim', label: 'Decidim', hint: t('export:decidimHint') },
        ]}
        value={format}
        onChange={setFormat}
        columns
      />
      {format === 'csv' ? <CsvFields value={form} onChange={setForm} /> : null}
      {isPlatform(format) ? (
        <div className="muted">
          <p>{t('export:platform.what')}</p>
          <p>{t(`export:platform.about.${format}`)}</p>
          <p>{t('export:platform.package')}</p>
        </div>
      ) : (
        <ColumnFields value={columns} onChange={setColumns} />
      )}
      <DownloadEnd
        download={download}
        incomplete={(columns.length === 0 && !isPlatform(format)) || !isInOrder(filter)}
        onStart={start}
        onClose={onClose}
      />
    </>
  );
}
