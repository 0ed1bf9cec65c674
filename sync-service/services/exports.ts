/** Files that staff take with them: what each holds. */
import type { StaffParsed } from '../../common/contract/staff-api.ts';
import { EXPORT_COLUMNS } from '../../common/domain/export-columns.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { SHEET_ROWS_MAX } from '../../platform/xlsx.ts';
import { contributionsCsv, contributionsJsonLines, countsOf } from '../exports/contributions.ts';
import { SESSION_COLUMNS, sessionCsv } from '../exports/session-csv.ts';
import { contributionsXlsx } from '../exports/workbook.ts';
import type { ExportFilter } from '../store/contributions.ts';
import type { Store } from '../store/store.ts';
import {
  type By,
  CSV,
  type Download,
  type ExportRuns,
  JSON_LINES,
  type OnRows,
  XLSX,
} from './export-runs.ts';
import type { StaffSessions } from './staff-sessions.ts';

const NOT_NARROWED = { kind: null, state: null, language: null, from: null, to: null };

export type Exports = ReturnType<typeof exportService>;

export function exportService({
  store,
  sessions,
  runs: { followed },
  now,
}: {
  readonly store: Store;
  readonly sessions: StaffSessions;
  readonly runs: ExportRuns;
  readonly now: () => number;
}) {
  return {
    async ofSession({
      sessionId,
      separator,
      bom,
      by: { accountId, token },
    }: StaffParsed<'exportSession'> & By): Promise<Outcome<Download>> {
      const facts = await store.sessions.find(sessionId);
      if (facts === null) return problem('not-found');
      const { kioskName, ideas, comments, supports, sealed } = facts;
      const at = now();
      const day = isoDay(facts.opened?.at ?? at);
      const filter = { consultationId: null, sessionId, ...NOT_NARROWED };
      return success(
        await followed(
          {
            accountId,
            token,
            fileName: `perron-session-${day}-${sessionId.slice(0, 8)}.csv`,
            filter,
            columns: SESSION_COLUMNS,
            type: CSV,
            total: ideas + comments + supports - sealed,
            write: (onRows) =>
              sessionCsv({ store, sessions, sessionId, kioskName, at, onRows, separator, bom }),
          },
          {
            action: 'session.exported',
            subject: sessionId,
            detail: `csv, ${separator}${bom ? ', bom' : ''}`,
          },
        ),
      );
    },

    async ofConsultation({
      format,
      separator,
      bom,
      columns: chosen,
      words,
      by: { accountId, token, name },
      ...wanted
    }: StaffParsed<'exportContributions'> & By): Promise<Outcome<Download>> {
      const { consultationId } = wanted;
      const consultation = await store.city.consultation(consultationId);
      if (consultation === null) return problem('not-found');
      const { kind = null, state = null, language = null, sessionId = null, from = null, to = null } = wanted;
      const filter = { consultationId, sessionId, kind, state, language, from, to };
      const columns = EXPORT_COLUMNS.filter((column) => chosen?.includes(column) ?? true);
      const counts = await countsOf({ store, filter });
      if (format === 'xlsx' && Math.max(...counts.values()) > SHEET_ROWS_MAX) return problem('rows-too-many');
      const at = now();
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const source = { store, filter, columns, at };
      const file = {
        csv: {
          type: CSV,
          write: (onRows: OnRows) => contributionsCsv({ ...source, onRows, separator, bom }),
        },
        jsonl: {
          type: JSON_LINES,
          write: (onRows: OnRows) => contributionsJsonLines({ ...source, onRows }),
        },
        xlsx: {
          type: XLSX,
          write: (onRows: OnRows) =>
            contributionsXlsx({ ...source, onRows, language: words, consultation, counts, by: name }),
        },
      } as const;
      const { type, write } = file[format];
      return success(
        await followed(
          {
            accountId,
            token,
            fileName: `perron-contributions-${isoDay(at)}.${format}`,
            filter,
            columns,
            type,
            total,
            write,
          },
          {
            action: 'consultation.exported',
            subject: consultationId,
            detail: detailOf({ filter, format, chosen: chosen === undefined ? null : columns.length }),
          },
        ),
      );
    },
  };
}

export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** For the log. */
const detailOf = ({
  filter: { kind, state, language, sessionId, from, to },
  format,
  chosen,
}: {
  readonly filter: ExportFilter;
  readonly format: string;
  /** How many columns, where not all. */
  readonly chosen: number | null;
}): string =>
  [
    format,
    kind,
    state,
    language,
    sessionId && `session ${sessionId}`,
    from && `from ${isoDay(from)}`,
    to && `to ${isoDay(to)}`,
    chosen && `${chosen} columns`,
  ]
    .filter((part) => part !== null)
    .join(', ');
