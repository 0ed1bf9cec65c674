/** A consultation's ideas and comments as CSV or as JSON Lines, read in short pages. */
import { Readable } from 'node:stream';
import type { ExportedContribution, ExportFilter } from '../store/contributions.ts';
import type { Store } from '../store/store.ts';
import { type Cell, type CsvForm, csvOf } from './csv.ts';
import { pagesOf } from './pages.ts';

const PAGE = 100;

type Source = { readonly store: Store; readonly filter: ExportFilter };

const pages = ({ store, filter }: Source): AsyncGenerator<readonly ExportedContribution[]> =>
  pagesOf({
    limit: PAGE,
    read: (after) => store.contributions.exported({ filter, after, limit: PAGE }),
  });

const instantOf = (at: number): string => new Date(at).toISOString();

const columnsOf = (row: ExportedContribution) => ({
  id: row.id,
  kind: row.kind,
  origin: row.origin,
  kiosk: row.kioskName,
  session_id: row.sessionId,
  participant: row.participantId,
  title: row.title,
  words: row.words,
  language: row.language,
  topic: row.topicId,
  target_id: row.targetId,
  target_kind: row.targetKind,
  authorship: row.authorship,
  author: row.author,
  state: row.state,
  decision: row.decision,
  reason: row.reason,
  supports: row.kind === 'idea' ? row.supports : null,
  comments: row.kind === 'idea' ? row.comments : null,
  answer_state: row.answer?.state ?? null,
  answered_at: row.answer === null ? null : instantOf(row.answer.at),
  attribution: row.attribution,
  recorded_at: instantOf(row.recordedAt),
  received_at: instantOf(row.receivedAt),
});
type Column = keyof ReturnType<typeof columnsOf>;

/** The columns of the CSV and, but for the answer's words, the keys of a line of JSON. */
export const CONTRIBUTION_COLUMNS: readonly Column[] = [
  'id',
  'kind',
  'origin',
  'kiosk',
  'session_id',
  'participant',
  'title',
  'words',
  'language',
  'topic',
  'target_id',
  'target_kind',
  'authorship',
  'author',
  'state',
  'decision',
  'reason',
  'supports',
  'comments',
  'answer_state',
  'answered_at',
  'attribution',
  'recorded_at',
  'received_at',
];

export function contributionsCsv({ separator, bom, ...source }: Source & CsvForm): Readable {
  async function* cells(): AsyncGenerator<Cell[][]> {
    for await (const page of pages(source)) {
      yield page.map((row) => {
        const cell = columnsOf(row);
        return CONTRIBUTION_COLUMNS.map((column) => cell[column]);
      });
    }
  }
  return csvOf({ columns: CONTRIBUTION_COLUMNS, pages: cells(), separator, bom });
}

/** Each line also has `answer`, the city's words by language, or null. */
export function contributionsJsonLines(source: Source): Readable {
  async function* lines(): AsyncGenerator<string> {
    for await (const page of pages(source))
      yield page
        .map((row) => `${JSON.stringify({ ...columnsOf(row), answer: row.answer?.text ?? null })}\n`)
        .join('');
  }
  return Readable.from(lines(), { objectMode: false });
}
