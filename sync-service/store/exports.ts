/** Files that staff took with them, and what people have taken back since of what is in them. */
import type { ExportKind } from '../../common/domain/export-columns.ts';
import type { NotedExport } from '../../common/domain/platform-export.ts';
import type { Payload, RecordHeader } from '../../common/domain/records.ts';
import type { ExportFilter } from './contributions.ts';
import type { ByStaff } from './moderation.ts';
import type { Searched } from './search.ts';
import type { AuditEntry } from './staff.ts';

export type NewExport = {
  readonly id: string;
  readonly at: number;
  /** Null for a program. */
  readonly accountId: string | null;
  /** The name of a program's token, or of a facilitator and the kiosk; null for somebody of the staff. */
  readonly token: string | null;
  readonly fileName: string;
  /** The consultation is null for the file of a session. */
  readonly filter: Omit<ExportFilter, 'consultationId'> & { readonly consultationId: string | null };
  readonly columns: readonly string[];
};

/** `notes` tells what was shortened or left out. */
export type WholeFile = {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly notes: readonly NotedExport[];
};

export type TakenExport = Omit<NewExport, 'accountId' | 'token'> & {
  readonly ordinal: number;
  /** The name of the account or of the token. */
  readonly by: string;
  /** Null for a file that was broken off or is still being written. */
  readonly file: WholeFile | null;
  /**
   * Contributions whose words may be in it and are erased here; the latest first. Supports that were taken back are not
   * among them: they have no words.
   */
  readonly takenBack: readonly { readonly id: string; readonly kind: ExportKind; readonly at: number }[];
  /** Null as long as the holder was not told of all of these. */
  readonly told: { readonly at: number; readonly by: string } | null;
};

export type ExportStore = {
  /** Together with its line in the log. */
  add(taken: NewExport, logged: AuditEntry): Promise<void>;
  end(ended: { readonly id: string; readonly at: number; readonly file: WholeFile | null }): Promise<void>;
  find(id: string): Promise<TakenExport | null>;
  /** Those of which a file of this filter may hold something, of any kind, language and state. */
  sessionsIn(filter: NewExport['filter']): Promise<readonly string[]>;
  /**
   * The newest first, by the words of the file's name, of who took it and of its consultation; `before` is the ordinal of the
   * last one of the page before. `toTell` leaves all others out.
   */
  page(
    request: Searched & { readonly toTell: boolean; readonly before: number | null },
  ): Promise<readonly TakenExport[]>;
  /**
   * `through` is when the last was erased that the holder was told of, 0 to take it back; together with a line in the log.
   * False where there is no such export.
   */
  tell(request: ByStaff & { readonly id: string; readonly through: number }): Promise<boolean>;
};

/** A file that a facilitator took at a kiosk, as its record tells of it: a session, of whatever kind, language and state. */
export function kioskExport({
  header,
  receivedAt,
  payload: { leftOut, columns, ...file },
}: {
  readonly header: RecordHeader;
  readonly receivedAt: number;
  readonly payload: Payload<'session.exported'>;
}) {
  const notes: NotedExport[] = leftOut === 0 ? [] : [{ note: 'kiosk-left-out', count: leftOut }];
  return {
    ...file,
    id: header.id,
    // A kiosk's clock may be ahead: nothing was taken after it was told of.
    at: Math.min(header.at, receivedAt),
    columns: JSON.stringify(columns),
    notes: JSON.stringify(notes),
  };
}

/** As rows have them. */
export type ExportRow = Omit<TakenExport, 'filter' | 'columns' | 'file' | 'takenBack' | 'told'> &
  NewExport['filter'] & {
    readonly columns: string;
    readonly rows: number | null;
    readonly bytes: number | null;
    readonly sha256: string | null;
    readonly notes: string;
    readonly takenBack: string;
    readonly erasedAt: number;
    readonly toldThrough: number;
    readonly toldAt: number | null;
    readonly toldBy: string | null;
  };

export const exportOf = (row: ExportRow): TakenExport => {
  const { ordinal, id, at, by, fileName, rows, bytes, sha256, notes } = row;
  const { consultationId, sessionId, kind, state, language, from, to } = row;
  const { erasedAt, toldThrough, toldAt, toldBy } = row;
  const isTold = erasedAt > 0 && toldThrough >= erasedAt && toldAt !== null && toldBy !== null;
  return {
    ordinal,
    id,
    at,
    by,
    fileName,
    filter: { consultationId, sessionId, kind, state, language, from, to },
    columns: JSON.parse(row.columns) as string[],
    file:
      rows === null || bytes === null || sha256 === null
        ? null
        : { rows, bytes, sha256, notes: JSON.parse(notes) as NotedExport[] },
    takenBack: JSON.parse(row.takenBack) as TakenExport['takenBack'],
    told: isTold ? { at: toldAt, by: toldBy } : null,
  };
};
