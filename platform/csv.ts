/**
 * Rows as CSV by RFC 4180, streamed: they are made as the reader takes them, so memory does not grow with their
 * number.
 */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

/** What a spreadsheet would run; a number is none, whatever its sign. Source: OWASP, "CSV Injection". */
export const isFormula = (cell: Cell): boolean => typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell);

/** An apostrophe before it makes it text. */
const harmless = (cell: Cell): Cell => (isFormula(cell) ? `'${cell}` : cell);

export type CsvForm = { readonly separator: 'comma' | 'semicolon'; readonly bom: boolean };

export function csvOf({
  columns,
  pages,
  separator,
  bom,
}: CsvForm & {
  readonly columns: readonly string[];
  /** Rows come some hundred at a time: one by one costs more than writing them. */
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>;
}): Readable {
  const written = (cells: readonly (readonly Cell[])[]): string =>
    stringify(cells as Cell[][], {
      delimiter: separator === 'comma' ? ',' : ';',
      record_delimiter: '\r\n',
      // A cell that starts with a quote, or an apostrophe that we set, must survive the way back.
      quoted_match: /^\s|\s$|['\r\n\t]/,
    });
  async function* text(): AsyncGenerator<string> {
    yield (bom ? '\ufeff' : '') + written([columns]);
    for await (const page of pages) yield written(page.map((row) => row.map(harmless)));
  }
  return Readable.from(text(), { objectMode: false });
}
