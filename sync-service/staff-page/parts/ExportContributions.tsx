/** A consultation's contributions as a file: which ones, and how it should be written. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { StaffContribution } from '../../../common/contract/staff/sessions.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Choice } from '../../../renderer/components/Choice.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import { Select } from '../../../renderer/components/Select.tsx';
import { LANGUAGES } from '../i18n.ts';
import { nameIn } from '../languages.ts';
import { useStaff } from '../StaffContext.tsx';
import { useDownload } from '../use-download.ts';
import { CsvFields, type CsvForm, PLAIN_CSV } from './CsvFields.tsx';
import { cityOptions } from './city-options.ts';
import { Failure } from './Failure.tsx';
import { KIND, STATE } from './labels.ts';

const ALL = '';
type Format = 'csv' | 'jsonl';
type Kind = Exclude<StaffContribution['kind'], 'support'>;
type State = Exclude<StaffContribution['state'], 'withdrawn'>;
const KINDS: readonly Kind[] = ['idea', 'comment'];
const STATES: readonly State[] = ['published', 'held', 'refused'];

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
  const [consultationId, setConsultationId] = useState(consultations[0]?.id ?? '');
  const [format, setFormat] = useState<Format>('csv');
  const [kind, setKind] = useState(ALL);
  const [state, setState] = useState(ALL);
  const [language, setLanguage] = useState(ALL);
  const [form, setForm] = useState<CsvForm>(PLAIN_CSV);
  const download = useDownload();
  const all = { value: ALL, label: t('export:all') };
  const start = () =>
    void download.start(
      (signal) =>
        api.export(
          'exportContributions',
          {
            consultationId,
            format,
            kind: KINDS.find((value) => value === kind),
            state: STATES.find((value) => value === state),
            language: language === ALL ? undefined : language,
            separator: form.separator,
            bom: String(form.bom),
          },
          signal,
        ),
      `perron-contributions.${format}`,
    );
  return (
    <>
      <Select
        label={t('staff:session.consultation')}
        value={consultationId}
        onChange={setConsultationId}
        options={cityOptions(
          consultations.map(({ id, title }) => ({ id, text: title })),
          i18n.language,
        )}
      />
      <div className="search">
        <Select
          label={t('export:kind')}
          value={kind}
          onChange={setKind}
          options={[all, ...KINDS.map((value) => ({ value, label: t(KIND[value]) }))]}
        />
        <Select
          label={t('export:state')}
          value={state}
          onChange={setState}
          options={[all, ...STATES.map((value) => ({ value, label: t(STATE[value]) }))]}
        />
        <Select
          label={t('staff:contribution.language')}
          value={language}
          onChange={setLanguage}
          options={[all, ...LANGUAGES.map((value) => ({ value, label: nameIn(value, i18n.language) }))]}
        />
      </div>
      <Choice<Format>
        label={t('export:format')}
        options={[
          { value: 'csv', label: 'CSV', hint: t('export:csvHint') },
          { value: 'jsonl', label: 'JSON Lines', hint: t('export:jsonlHint') },
        ]}
        value={format}
        onChange={setFormat}
        columns
      />
      {format === 'csv' ? <CsvFields value={form} onChange={setForm} /> : null}
      <Failure failure={download.failure} />
      {download.saved === null ? null : <Notice title={t('staff:export.saved', { name: download.saved })} />}
      <div className="dialog-actions">
        <Button onPress={onClose}>{download.saved === null ? t('staff:cancel') : t('staff:close')}</Button>
        <Button look="primary" busy={download.busy} onPress={start}>
          {t('staff:export.download')}
        </Button>
      </div>
    </>
  );
}
