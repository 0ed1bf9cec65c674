/** A consultation's contributions as CSV or as JSON Lines, kind after kind, read in short pages. */
import type { Readable } from 'node:stream';
import {
  EXPORT_KINDS,
  type ExportColumn,
  type ExportKind,
  filterText,
} from '../../common/domain/export-columns.ts';
import { type Cell, type CsvForm, csvOf } from '../../platform/csv.ts';
import { jsonLines, writtenCell } from '../../platform/export-columns.ts';
import { anyTitle } from '../services/staff-sessions.ts';
import type { ExportedContribution, ExportFilter } from '../store/contributions.ts';
import type { NewExport } from '../store/exports.ts';
import type { Store } from '../store/store.ts';
import { pagesOf } from './pages.ts';

const PAGE = 100;

export type ExportedRow = ExportedContribution & {
  readonly targetTitle: string | null;
  readonly exportedAt: number;
  readonly filter: string;
};

export type Source = {
  readonly store: Store;
  readonly filter: ExportFilter;
  /** When the file is taken. */
  readonly at: number;
  readonly columns: readonly ExportColumn[];
  /** Hears how many more were read. */
  readonly onRows: (rows: number) => void;
};

export const kindsOf = ({ kind }: ExportFilter): readonly ExportKind[] =>
  kind === null ? EXPORT_KINDS : [kind];

/** How many rows of each kind the filter lets through. */
export async function countsOf({
  store,
  filter,
}: Pick<Source, 'store' | 'filter'>): Promise<ReadonlyMap<ExportKind, number>> {
  const counts = new Map<ExportKind, number>();
  for (const kind of kindsOf(filter))
    counts.set(kind, await store.contributions.exportedCount({ ...filter, kind }));
  return counts;
}

/** Instants as the other columns write them. */
export const filterOf = ({
  consultationId: consultation,
  sessionId: session,
  kind,
  state,
  language,
  from,
  to,
}: NewExport['filter']): string =>
  filterText({ consultation, session, kind, state, language, from: isoInstant(from), to: isoInstant(to) });

const isoInstant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export async function* rowsOfKind({
  store,
  filter,
  at,
  kind,
  onRows,
}: Omit<Source, 'columns'> & { readonly kind: ExportKind }): AsyncGenerator<readonly ExportedRow[]> {
  const pages = pagesOf({
    limit: PAGE,
    read: (after: string | null) =>
      store.contributions.exported({ filter: { ...filter, kind }, after, limit: PAGE }),
    cursorOf: ({ id }) => id,
  });
  const taken = { exportedAt: at, filter: filterOf(filter) };
  for await (const page of pages) {
    const targets = page.flatMap(({ targetId }) => targetId ?? []);
    const titles = targets.length === 0 ? null : await store.sessions.targetTitles(targets);
    const titleOf = (id: string | null) => (id === null ? null : anyTitle(titles?.get(id)));
    yield page.map((row) => ({ ...row, targetTitle: titleOf(row.targetId), ...taken }));
    onRows(page.length);
  }
}

async function* allRows(source: Source): AsyncGenerator<readonly ExportedRow[]> {
  for (const kind of kindsOf(source.filter)) yield* rowsOfKind({ ...source, kind });
}

export function contributionsCsv({ separator, bom, ...source }: Source & CsvForm): Readable {
  const { columns } = source;
  async function* cells(): AsyncGenerator<Cell[][]> {
    for await (const page of allRows(source))
      yield page.map((row) => columns.map((column) => writtenCell(column, row)));
  }
  return csvOf({ columns, pages: cells(), separator, bom });
}

/** Beside `answer_state` each line has `answer`, the city's words by language, or null. */
export function contributionsJsonLines(source: Source): Readable {
  const { columns } = source;
  return jsonLines({
    columns,
    pages: allRows(source),
    more: ({ answer }) => (columns.includes('answer_state') ? { answer: answer?.text ?? null } : {}),
  });
}
