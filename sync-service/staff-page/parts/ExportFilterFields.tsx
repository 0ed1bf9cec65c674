/** Which contributions a file holds: those of a consultation, and fewer of them on request. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { SessionSummary, StaffContribution } from '../../../common/contract/staff/sessions.ts';
import { EXPORT_KINDS } from '../../../common/domain/export-columns.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Select } from '../../../renderer/components/Select.tsx';
import { dateAndTime } from '../formats.ts';
import { LANGUAGES } from '../i18n.ts';
import { nameIn } from '../languages.ts';
import { useStaff } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';
import { cityOptions } from './city-options.ts';
import { Failure } from './Failure.tsx';
import { KIND, STATE } from './labels.ts';
import { momentOf } from './MomentField.tsx';
import { type Period, PeriodFields, periodOf } from './PeriodFields.tsx';

const ALL = '';
/** The latest ones: each is proved anew when it is listed. */
const SESSIONS_MAX = 100;
type State = Exclude<StaffContribution['state'], 'withdrawn'>;
const STATES: readonly State[] = ['published', 'held', 'refused'];

/** As chosen; an empty text does not narrow. */
export type ExportFilter = {
  readonly consultationId: string;
  readonly kind: string;
  readonly state: string;
  readonly language: string;
  readonly sessionId: string;
  readonly period: Period;
};
export const everythingOf = (consultationId: string): ExportFilter => ({
  consultationId,
  kind: ALL,
  state: ALL,
  language: ALL,
  sessionId: ALL,
  period: { from: ALL, to: ALL },
});

export const isInOrder = ({ period }: ExportFilter): boolean =>
  period.from === ALL || period.to === ALL || periodOf(period) !== null;

/** As the service takes it. */
export const filterInput = ({ consultationId, kind, state, language, sessionId, period }: ExportFilter) => ({
  consultationId,
  kind: EXPORT_KINDS.find((value) => value === kind),
  state: STATES.find((value) => value === state),
  language: language === ALL ? undefined : language,
  sessionId: sessionId === ALL ? undefined : sessionId,
  from: momentOf(period.from) ?? undefined,
  to: momentOf(period.to) ?? undefined,
});

type Props = {
  consultations: readonly ConsultationDocument[];
  /** Nothing else is in the file: kind and state are no choice. */
  publishedIdeas: boolean;
  value: ExportFilter;
  onChange: (filter: ExportFilter) => void;
};

export function ExportFilterFields({ consultations, publishedIdeas, value, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const [sessions, setSessions] = useState<readonly SessionSummary[] | null>(null);
  const narrow = () =>
    sessions === null
      ? void save(
          () => api.call('listSessions', { limit: SESSIONS_MAX }),
          (listed) => setSessions(listed.sessions),
        )
      : setSessions(null);
  const all = { value: ALL, label: t('export:all') };
  const set = (changes: Partial<ExportFilter>) => onChange({ ...value, ...changes });
  return (
    <>
      <Select
        label={t('staff:session.consultation')}
        value={value.consultationId}
        onChange={(consultationId) => set({ consultationId, sessionId: ALL })}
        options={cityOptions(
          consultations.map(({ id, title }) => ({ id, text: title })),
          i18n.language,
        )}
      />
      <div className="search">
        {publishedIdeas ? null : (
          <>
            <Select
              label={t('export:kind')}
              value={value.kind}
              onChange={(kind) => set({ kind })}
              options={[all, ...EXPORT_KINDS.map((kind) => ({ value: kind, label: t(KIND[kind]) }))]}
            />
            <Select
              label={t('export:state')}
              value={value.state}
              onChange={(state) => set({ state })}
              options={[all, ...STATES.map((state) => ({ value: state, label: t(STATE[state]) }))]}
            />
          </>
        )}
        <Select
          label={t('staff:contribution.language')}
          value={value.language}
          onChange={(language) => set({ language })}
          options={[
            all,
            ...LANGUAGES.map((language) => ({ value: language, label: nameIn(language, i18n.language) })),
          ]}
        />
      </div>
      <div className="row">
        <Button look="quiet" aria-expanded={sessions !== null} busy={busy} onPress={narrow}>
          {t('export:narrow')}
        </Button>
      </div>
      <Failure failure={failure} />
      {sessions === null ? null : (
        <>
          <Select
            label={t('export:session')}
            value={value.sessionId}
            onChange={(sessionId) => set({ sessionId })}
            options={[
              all,
              ...sessions
                .filter(({ consultationId }) => consultationId === value.consultationId)
                .map((session) => ({ value: session.id, label: nameOf(session, i18n.language) })),
            ]}
          />
          <PeriodFields
            labels={{ from: t('export:from'), to: t('export:to') }}
            value={value.period}
            onChange={(period) => set({ period })}
          />
        </>
      )}
    </>
  );
}

const nameOf = ({ openedAt, kioskName }: SessionSummary, language: string): string =>
  openedAt === null ? kioskName : `${dateAndTime(openedAt, language)}, ${kioskName}`;
