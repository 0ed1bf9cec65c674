/** A session as a file, in columns of the service's exports: headings are their ids, which programs and cities know. */
import type { Readable } from 'node:stream';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { KIOSK_EXPORT_COLUMNS, type SessionFileFormat } from '../../../common/domain/export-columns.ts';
import { csvOf } from '../../../platform/csv.ts';
import { type ExportRow, jsonLines, sheetCell, writtenCell } from '../../../platform/export-columns.ts';
import { type SheetCell, xlsxOf } from '../../../platform/xlsx.ts';

const PAGE = 50;
const WIDTH = 20;

export type SessionFile = {
  readonly format: SessionFileFormat;
  readonly rows: readonly ExportRow[];
  /** Of the read-me sheet. */
  readonly about: readonly SheetCell[][];
  /** Hears how many more were written; false ends it. */
  readonly onRows: (rows: number) => boolean;
};

/** Streamed page by page, so that a kiosk goes on and whoever waits can stop it. */
export function sessionFile({ format, rows, about, onRows }: SessionFile): Readable {
  async function* pages<T>(cells: (row: ExportRow) => T): AsyncGenerator<readonly T[]> {
    for (let from = 0; from < rows.length; from += PAGE) {
      const page = rows.slice(from, from + PAGE);
      yield page.map(cells);
      if (!onRows(page.length)) throw new Stopped();
      await othersTurn();
    }
  }
  switch (format) {
    case 'csv':
      return csvOf({
        columns: KIOSK_EXPORT_COLUMNS,
        pages: pages((row) => KIOSK_EXPORT_COLUMNS.map((column) => writtenCell(column, row))),
        separator: 'comma',
        bom: true,
      });
    case 'jsonl':
      return jsonLines({ columns: KIOSK_EXPORT_COLUMNS, pages: pages((row) => row) });
    case 'xlsx':
      return xlsxOf({
        sheets: [
          {
            name: 'provisional',
            widths: [WIDTH, 3 * WIDTH],
            heading: ['provisional'],
            async *pages() {
              yield about;
            },
          },
          {
            name: 'contributions',
            widths: KIOSK_EXPORT_COLUMNS.map(() => WIDTH),
            heading: KIOSK_EXPORT_COLUMNS,
            pages: () => pages((row) => KIOSK_EXPORT_COLUMNS.map((column) => sheetCell(column, row))),
          },
        ],
      });
  }
}

/** Whoever waited for the file does not want it any more. */
export class Stopped extends Error {}
