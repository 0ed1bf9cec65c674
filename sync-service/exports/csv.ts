/**
 * Rows as CSV by RFC 4180, streamed: they are made as the reader takes them, so memory does not grow with their
 * number.
 */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

export type Cell = string | number | null;

/**
 * A spreadsheet runs a cell that starts like a formula: an apostrophe before it makes it text. Numbers are
 * written as numbers and left alone. Source: OWASP, "CSV Injection".
 */
const harmless = (cell: Cell): Cell =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;

export type CsvForm = { readonly separator: 'comma' | 'semicolon'; readonly bom: boolean };

export function csvOf({
  columns,
  rows,
  separator,
  bom,
}: CsvForm & {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
}): Readable {
  async function* harmlessRows(): AsyncGenerator<Cell[]> {
    for await (const row of rows) yield row.map(harmless);
  }
  const csv = stringify({
    header: true,
    columns: [...columns],
    delimiter: separator === 'comma' ? ',' : ';',
    record_delimiter: '\r\n',
    bom,
    // A cell that starts with a quote, or an apostrophe that we set, must survive the way back.
    quoted_match: /^\s|\s$|['\r\n\t]/,
  });
  const source = Readable.from(harmlessRows());
  source.on('error', (error) => csv.destroy(error));
  csv.on('close', () => source.destroy());
  return source.pipe(csv);
}
