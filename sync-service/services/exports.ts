/** Files that staff take with them: what is in one, and how far it has come. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { EXPORT_COLUMNS } from '../../common/domain/export-columns.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { contributionsCsv, contributionsJsonLines, countsOf } from '../exports/contributions.ts';
import { sessionCsv } from '../exports/session-csv.ts';
import { contributionsXlsx } from '../exports/workbook.ts';
import { SHEET_ROWS_MAX } from '../exports/xlsx.ts';
import type { Store } from '../store/store.ts';
import type { StaffSessions } from './staff-sessions.ts';

const CSV = 'text/csv; charset=utf-8; header=present';
const JSON_LINES = 'application/x-ndjson; charset=utf-8';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type Download = {
  /** For `progress`. */
  readonly id: string;
  readonly fileName: string;
  readonly type: typeof CSV | typeof JSON_LINES | typeof XLSX;
  /** Rows that it will hold. */
  readonly total: number;
  /** Destroyed, it stops reading. */
  readonly stream: Readable;
};
type OnRows = (rows: number) => void;
type ByAccount = { readonly accountId: string };

export type Exports = ReturnType<typeof exportService>;

export function exportService({
  store,
  sessions,
  now,
}: {
  readonly store: Store;
  readonly sessions: StaffSessions;
  readonly now: () => number;
}) {
  const running = new Map<string, { rows: number; readonly total: number }>();

  /** The file that `write` makes, followed until it ends or is broken off. */
  const followed = (
    named: Omit<Download, 'id' | 'stream'>,
    write: (onRows: OnRows) => Readable,
  ): Download => {
    const id = randomUUID();
    const progress = { rows: 0, total: named.total };
    running.set(id, progress);
    const file = write((rows) => {
      progress.rows += rows;
    });
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield* file;
    }
    const stream = Readable.from(bytes(), { objectMode: false });
    stream.once('close', () => {
      file.destroy();
      running.delete(id);
    });
    return { ...named, id, stream };
  };

  return {
    async ofSession({
      sessionId,
      separator,
      bom,
      accountId,
    }: StaffParsed<'exportSession'> & ByAccount): Promise<Outcome<Download>> {
      const facts = await store.sessions.find(sessionId);
      if (facts === null) return problem('not-found');
      await store.staff.log({
        at: now(),
        accountId,
        action: 'session.exported',
        subject: sessionId,
        detail: `csv, ${separator}${bom ? ', bom' : ''}`,
      });
      const { kioskName, ideas, comments, supports, sealed } = facts;
      const day = isoDay(facts.opened?.at ?? now());
      return success(
        followed(
          {
            fileName: `perron-session-${day}-${sessionId.slice(0, 8)}.csv`,
            type: CSV,
            total: ideas + comments + supports - sealed,
          },
          (onRows) => sessionCsv({ store, sessions, sessionId, kioskName, onRows, separator, bom }),
        ),
      );
    },

    async ofConsultation({
      format,
      separator,
      bom,
      columns: chosen,
      words,
      accountId,
      by,
      ...wanted
    }: StaffParsed<'exportContributions'> & ByAccount & { readonly by: string }): Promise<Outcome<Download>> {
      const { consultationId } = wanted;
      const consultation = await store.city.consultation(consultationId);
      if (consultation === null) return problem('not-found');
      const { kind = null, state = null, language = null, sessionId = null, from = null, to = null } = wanted;
      const filter = { consultationId, sessionId, kind, state, language, from, to };
      const columns = EXPORT_COLUMNS.filter((column) => chosen?.includes(column) ?? true);
      const counts = await countsOf({ store, filter });
      if (format === 'xlsx' && Math.max(...counts.values()) > SHEET_ROWS_MAX) return problem('rows-too-many');
      const at = now();
      await store.staff.log({
        at,
        accountId,
        action: 'consultation.exported',
        subject: consultationId,
        detail: [
          format,
          kind,
          state,
          language,
          sessionId && `session ${sessionId}`,
          from && `from ${isoDay(from)}`,
          to && `to ${isoDay(to)}`,
          chosen && `${columns.length} columns`,
        ]
          .filter((part) => part !== null && part !== undefined)
          .join(', '),
      });
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const source = { store, filter, columns };
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
            contributionsXlsx({ ...source, onRows, language: words, consultation, counts, at, by }),
        },
      } as const;
      const { type, write } = file[format];
      return success(
        followed({ fileName: `perron-contributions-${isoDay(at)}.${format}`, type, total }, write),
      );
    },

    /** Of a file that is being fetched. */
    progress: ({ id }: StaffParsed<'exportProgress'>): Outcome<StaffOutput<'exportProgress'>> => {
      const found = running.get(id);
      return found === undefined ? problem('not-found') : success({ ...found });
    },
  };
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
