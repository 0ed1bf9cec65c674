/** The columns of an export: what each holds, the same in CSV, JSON Lines and XLSX, at the service and at a kiosk. */
import { Readable } from 'node:stream';
import type { ExportColumn } from '../common/domain/export-columns.ts';
import type { Cell } from './csv.ts';
import type { SheetCell } from './xlsx.ts';

/** A contribution as service or kiosk know it; null is what they do not. */
export type ExportRow = {
  readonly id: string;
  readonly kind: string;
  readonly origin: string;
  readonly kioskName: string | null;
  readonly deviceId: string | null;
  readonly sessionId: string | null;
  readonly mode: string | null;
  readonly participantId: string | null;
  readonly title: string | null;
  readonly words: string | null;
  readonly language: string | null;
  readonly topicId: string | null;
  readonly targetId: string | null;
  readonly targetKind: string | null;
  /** Of what a comment or a support is about, as far as it is here. */
  readonly targetTitle: string | null;
  readonly authorship: string | null;
  readonly revision: string | null;
  readonly people: number | null;
  readonly confirmedBy: string | null;
  readonly author: string | null;
  readonly state: string;
  /** Whether it came after the end of its consultation, or perhaps did. */
  readonly timing: string | null;
  /** The same of other words of its author, which do not stand for that reason. */
  readonly correctionTiming: string | null;
  readonly decision: string | null;
  readonly reason: string | null;
  /** The idea with which staff joined it, and with which it is counted. */
  readonly mergedInto: string | null;
  readonly supports: number | null;
  readonly supportsAlone: number | null;
  readonly comments: number | null;
  readonly answer: { readonly state: string; readonly at: number } | null;
  readonly attribution: string | null;
  readonly recordedAt: number;
  readonly receivedAt: number | null;
  readonly consentVersion: string | null;
  readonly chainId: string | null;
  readonly seq: number | null;
  readonly headerHash: string | null;
  /** Of the file, the same in each row: rows are copied out of files. */
  readonly exportedAt: number;
  readonly filter: string;
};

type Column = {
  /** An instant is in milliseconds; each file writes it in its own way. */
  readonly kind: 'text' | 'number' | 'instant';
  value(row: ExportRow): Cell;
};

const text = (value: (row: ExportRow) => string | null): Column => ({ kind: 'text', value });
const number = (value: (row: ExportRow) => number | null): Column => ({ kind: 'number', value });
const instant = (value: (row: ExportRow) => number | null): Column => ({ kind: 'instant', value });

const COLUMNS: { readonly [C in ExportColumn]: Column } = {
  id: text(({ id }) => id),
  kind: text(({ kind }) => kind),
  origin: text(({ origin }) => origin),
  kiosk: text(({ kioskName }) => kioskName),
  device_id: text(({ deviceId }) => deviceId),
  session_id: text(({ sessionId }) => sessionId),
  mode: text(({ mode }) => mode),
  participant: text(({ participantId }) => participantId),
  title: text(({ title }) => title),
  words: text(({ words }) => words),
  language: text(({ language }) => language),
  topic: text(({ topicId }) => topicId),
  target_id: text(({ targetId }) => targetId),
  target_kind: text(({ targetKind }) => targetKind),
  target_title: text(({ targetTitle }) => targetTitle),
  authorship: text(({ authorship }) => authorship),
  revision: text(({ revision }) => revision),
  people: number(({ people }) => people),
  confirmed_by: text(({ confirmedBy }) => confirmedBy),
  author: text(({ author }) => author),
  state: text(({ state }) => state),
  after_end: text(({ timing }) => timing),
  correction_after_end: text(({ correctionTiming }) => correctionTiming),
  decision: text(({ decision }) => decision),
  reason: text(({ reason }) => reason),
  merged_into: text(({ mergedInto }) => mergedInto),
  supports: number(({ kind, supports }) => (kind === 'idea' ? supports : null)),
  supports_alone: number(({ kind, supportsAlone }) => (kind === 'idea' ? supportsAlone : null)),
  comments: number(({ kind, comments }) => (kind === 'idea' ? comments : null)),
  answer_state: text(({ answer }) => answer?.state ?? null),
  answered_at: instant(({ answer }) => answer?.at ?? null),
  attribution: text(({ attribution }) => attribution),
  recorded_at: instant(({ recordedAt }) => recordedAt),
  received_at: instant(({ receivedAt }) => receivedAt),
  consent_version: text(({ consentVersion }) => consentVersion),
  chain_id: text(({ chainId }) => chainId),
  seq: number(({ seq }) => seq),
  header_hash: text(({ headerHash }) => headerHash),
  exported_at: instant(({ exportedAt }) => exportedAt),
  filter: text(({ filter }) => filter),
};

/** As text files write it: an instant in ISO 8601, in UTC. */
export function writtenCell(column: ExportColumn, row: ExportRow): Cell {
  const { kind, value } = COLUMNS[column];
  const cell = value(row);
  return kind === 'instant' && typeof cell === 'number' ? new Date(cell).toISOString() : cell;
}

/** An object a line; `more` adds what is no column. */
export function jsonLines<R extends ExportRow>({
  columns,
  pages,
  more = () => ({}),
}: {
  readonly columns: readonly ExportColumn[];
  readonly pages: AsyncIterable<readonly R[]>;
  readonly more?: (row: R) => object;
}): Readable {
  const lineOf = (row: R): string => {
    const values = columns.map((column) => [column, writtenCell(column, row)]);
    return `${JSON.stringify({ ...Object.fromEntries(values), ...more(row) })}\n`;
  };
  async function* lines(): AsyncGenerator<string> {
    for await (const page of pages) yield page.map(lineOf).join('');
  }
  return Readable.from(lines(), { objectMode: false });
}

/** As sheets hold it. */
export function sheetCell(column: ExportColumn, row: ExportRow): SheetCell {
  const { kind, value } = COLUMNS[column];
  const cell = value(row);
  return kind === 'instant' && typeof cell === 'number' ? new Date(cell) : cell;
}
