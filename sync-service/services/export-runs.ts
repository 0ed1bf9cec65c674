/** Files on their way: each logged with who takes it, kept in mind for who takes something back later, followed to its end. */
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import type { NotedExport } from '../../common/domain/platform-export.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { NewExport } from '../store/exports.ts';
import type { AuditEntry } from '../store/staff.ts';
import type { Store } from '../store/store.ts';

export const CSV = 'text/csv; charset=utf-8; header=present';
export const JSON_LINES = 'application/x-ndjson; charset=utf-8';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const ZIP = 'application/zip';

export type Download = {
  /** For `progress`. */
  readonly id: string;
  readonly fileName: string;
  readonly type: typeof CSV | typeof JSON_LINES | typeof XLSX | typeof ZIP;
  /** Rows that it will hold. */
  readonly total: number;
  /** Destroyed, it stops reading. */
  readonly stream: Readable;
};
export type OnRows = (rows: number) => void;
/** Who takes the file: somebody of the staff, or a program by its token. */
export type By = {
  readonly by: { readonly accountId: string | null; readonly token: string | null; readonly name: string };
};

export type ExportRuns = ReturnType<typeof exportRuns>;

export function exportRuns({ store, now }: { readonly store: Store; readonly now: () => number }) {
  const running = new Map<string, { rows: number; readonly total: number }>();

  /** The file that `write` makes: logged, kept in mind for who takes something back later, followed to its end. */
  const followed = async (
    {
      type,
      total,
      write,
      notes = () => [],
      ...taken
    }: Omit<NewExport, 'id' | 'at'> & {
      readonly type: Download['type'];
      readonly total: number;
      readonly write: (onRows: OnRows) => Readable;
      /** Asked for when the file is whole. */
      readonly notes?: () => readonly NotedExport[];
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
      const whole = { rows: progress.rows, bytes: size, sha256: digest.digest('hex'), notes: notes() };
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
    followed,
    /** Of a file that is being fetched. */
    progress: ({ id }: StaffParsed<'exportProgress'>): Outcome<StaffOutput<'exportProgress'>> => {
      const found = running.get(id);
      return found === undefined ? problem('not-found') : success({ ...found });
    },
  };
}
