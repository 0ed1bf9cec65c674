/** Files that staff take with them: what each holds, and how far it has come. */
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { EXPORT_COLUMNS } from '../../common/domain/export-columns.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { contributionsCsv, contributionsJsonLines, countsOf } from '../exports/contributions.ts';
import { SESSION_COLUMNS, sessionCsv } from '../exports/session-csv.ts';
import { contributionsXlsx } from '../exports/workbook.ts';
import { SHEET_ROWS_MAX } from '../exports/xlsx.ts';
import type { ExportFilter } from '../store/contributions.ts';
import type { NewExport } from '../store/exports.ts';
import type { AuditEntry } from '../store/staff.ts';
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
/** Who takes the file: somebody of the staff, or a program by its token. */
type By = {
  readonly by: { readonly accountId: string | null; readonly token: string | null; readonly name: string };
};

const NOT_NARROWED = { kind: null, state: null, language: null, from: null, to: null };

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

  /** The file that `write` makes: logged, kept in mind for who takes something back later, followed to its end. */
  const followed = async (
    {
      type,
      total,
      write,
      ...taken
    }: Omit<NewExport, 'id' | 'at'> & {
      readonly type: Download['type'];
      readonly total: number;
      readonly write: (onRows: OnRows) => Readable;
    },
    logged: Pick<AuditEntry, 'action' | 'subject' | 'detail'>,
  ): Promise<Download> => {
    const id = randomUUID();
    const at = now();
    const { accountId, token, fileName } = taken;
    const detail = token === null ? logged.detail : `API: ${token}; ${logged.detail}`;
    await store.exports.add({ ...taken, id, at }, { ...logged, detail, at, accountId });
    const progress = { rows: 0, total };
    running.set(id, progress);
    const file = write((rows) => {
      progress.rows += rows;
    });
    let isWhole = false;
    async function* bytes(): AsyncGenerator<Uint8Array> {
      const digest = createHash('sha256');
      let size = 0;
      for await (const chunk of file as AsyncIterable<Uint8Array>) {
        digest.update(chunk);
        size += chunk.length;
        yield chunk;
      }
      const whole = { rows: progress.rows, bytes: size, sha256: digest.digest('hex') };
      await store.exports.end({ id, at: now(), file: whole });
      isWhole = true;
    }
    const stream = Readable.from(bytes(), { objectMode: false });
    stream.once('close', () => {
      file.destroy();
      running.delete(id);
      // The service may be ending: a file without an end counts as broken off.
      if (!isWhole) store.exports.end({ id, at: now(), file: null }).catch(() => undefined);
    });
    return { id, fileName, type, total, stream };
  };

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
      const day = isoDay(facts.opened?.at ?? now());
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
            write: (onRows) => sessionCsv({ store, sessions, sessionId, kioskName, onRows, separator, bom }),
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
            contributionsXlsx({ ...source, onRows, language: words, consultation, counts, at, by: name }),
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

    /** Of a file that is being fetched. */
    progress: ({ id }: StaffParsed<'exportProgress'>): Outcome<StaffOutput<'exportProgress'>> => {
      const found = running.get(id);
      return found === undefined ? problem('not-found') : success({ ...found });
    },
  };
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

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
