/** The columns of an export: what each holds, the same in CSV, JSON Lines and XLSX. */
import type { ExportColumn } from '../../common/domain/export-columns.ts';
import type { Cell } from '../../platform/csv.ts';
import type { ExportedContribution } from '../store/contributions.ts';

export type ExportedRow = ExportedContribution & {
  /** Of what a comment or a support is about, as far as it is here. */
  readonly targetTitle: string | null;
};

export type Column = {
  /** An instant is in milliseconds; each file writes it in its own way. */
  readonly kind: 'text' | 'number' | 'instant';
  value(row: ExportedRow): Cell;
};

const text = (value: (row: ExportedRow) => string | null): Column => ({ kind: 'text', value });
const number = (value: (row: ExportedRow) => number | null): Column => ({ kind: 'number', value });
const instant = (value: (row: ExportedRow) => number | null): Column => ({ kind: 'instant', value });

export const COLUMNS: { readonly [C in ExportColumn]: Column } = {
  id: text(({ id }) => id),
  kind: text(({ kind }) => kind),
  origin: text(({ origin }) => origin),
  kiosk: text(({ kioskName }) => kioskName),
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
  author: text(({ author }) => author),
  state: text(({ state }) => state),
  decision: text(({ decision }) => decision),
  reason: text(({ reason }) => reason),
  supports: number(({ kind, supports }) => (kind === 'idea' ? supports : null)),
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
};

/** As text files write it: an instant in ISO 8601, in UTC. */
export function writtenCell(column: ExportColumn, row: ExportedRow): Cell {
  const { kind, value } = COLUMNS[column];
  const cell = value(row);
  return kind === 'instant' && typeof cell === 'number' ? new Date(cell).toISOString() : cell;
}
