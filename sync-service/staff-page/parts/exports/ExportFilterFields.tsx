/** Which contributions a file holds: those of a consultation, and fewer of them on request. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import type { StaffContribution } from '../../../../common/contract/staff/sessions.ts';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import { EXPORT_KINDS } from '../../../../common/domain/export-columns.ts';
import { nameIn } from '../../../../common/domain/language-names.ts';
import { localized } from '../../../../common/domain/localized-text.ts';
import { success } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Select } from '../../../../renderer/components/Select.tsx';
import { dateAndTime } from '../../formats.ts';
import { LANGUAGES } from '../../i18n.ts';
import { useStaff } from '../../StaffContext.tsx';
import type { Option } from '../../use-found.ts';
import { cityOptions } from '../city/city-options.ts';
import { KIND, STATE } from '../labels.ts';
import { momentOf } from '../MomentField.tsx';
import { type Period, PeriodFields, periodOf } from '../PeriodFields.tsx';
import { SearchedChoice } from '../SearchedChoice.tsx';

const ALL = '';
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
  const [narrowing, setNarrowing] = useState(false);
  const { consultationId } = value;
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
        <Button look="quiet" aria-expanded={narrowing} onPress={() => setNarrowing(!narrowing)}>
          {t('export:narrow')}
        </Button>
      </div>
      {narrowing ? (
        <>
          <SearchedChoice
            key={consultationId}
            label={t('export:session')}
            hint={t('export:sessionHint')}
            always={[{ value: ALL, label: t('export:allSessions') }]}
            find={async (asked) => {
              const found = await api.call('findSessions', { consultationId, ...asked });
              if (!found.ok) return found;
              const { sessions, next } = found.value;
              return success({ items: sessions.map((one) => nameOf(one, i18n.language)), next });
            }}
            onChange={(sessionId) => set({ sessionId })}
          />
          <PeriodFields
            labels={{ from: t('export:from'), to: t('export:to') }}
            value={value.period}
            onChange={(period) => set({ period })}
          />
        </>
      ) : null}
    </>
  );
}

type FoundSession = StaffOutput<'findSessions'>['sessions'][number];

const nameOf = (session: FoundSession, language: string): Option => {
  const { id, openedAt, workshopTitle, kioskName } = session;
  const parts = [
    openedAt === null ? [] : dateAndTime(openedAt, language),
    workshopTitle === null ? [] : localized(workshopTitle, [language]).text,
    kioskName,
  ];
  return { value: id, label: parts.flat().join(', ') };
};
