/** A session as a file, in columns of the service's exports: with their ids in CSV and JSON, which programs know, and in words in a spreadsheet. */
import type { Readable } from 'node:stream';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { direction } from '../../../common/domain/direction.ts';
import {
  EXPORT_KINDS,
  KIOSK_EXPORT_COLUMNS,
  type SessionFileFormat,
} from '../../../common/domain/export-columns.ts';
import { csvOf } from '../../../platform/csv.ts';
import { type ExportRow, jsonLines, sheetCell, writtenCell } from '../../../platform/export-columns.ts';
import {
  headingOf,
  meaningsOf,
  README_WIDTHS,
  SHEET_NAME,
  widthsOf,
} from '../../../platform/export-words.ts';
import { type Words, wordsIn } from '../../../platform/words.ts';
import { type SheetCell, xlsxOf } from '../../../platform/xlsx.ts';

const PAGE = 50;

export type SessionFile = {
  readonly format: SessionFileFormat;
  readonly rows: readonly ExportRow[];
  /** Of a sheet's headings. */
  readonly language: string;
  /** Rows of the sheet that says what the file is. */
  readonly about: (words: Words) => readonly SheetCell[][];
  /** Hears how many more were written; false ends it. */
  readonly onRows: (rows: number) => boolean;
};

/** Streamed page by page, so that a kiosk goes on and whoever waits can stop it. */
export function sessionFile({ format, rows, language, about, onRows }: SessionFile): Readable {
  async function* pages<T>(
    cells: (row: ExportRow) => T,
    of: readonly ExportRow[] = rows,
  ): AsyncGenerator<readonly T[]> {
    for (let from = 0; from < of.length; from += PAGE) {
      const page = of.slice(from, from + PAGE);
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
      return workbook({
        ...{ rows, about, language },
        pages: (of) => pages((row) => KIOSK_EXPORT_COLUMNS.map((column) => sheetCell(column, row)), of),
      });
  }
}

/** As the service makes it: first what the file is, then a sheet for each kind that it has. */
function workbook({
  rows,
  about,
  language,
  pages,
}: Pick<SessionFile, 'rows' | 'about' | 'language'> & {
  readonly pages: (rows: readonly ExportRow[]) => AsyncGenerator<readonly SheetCell[][]>;
}): Readable {
  const words = wordsIn(language);
  const kinds = EXPORT_KINDS.filter((kind) => rows.some((row) => row.kind === kind));
  const readme = [
    [words('session:lead')],
    ...about(words),
    ...kinds.map((kind) => [
      `${words('export:sheet.rows')}: ${words(SHEET_NAME[kind])}`,
      rows.filter((row) => row.kind === kind).length,
    ]),
    [words('export:sheet.times')],
    [],
    ...meaningsOf(KIOSK_EXPORT_COLUMNS, words),
  ];
  return xlsxOf({
    sheets: [
      {
        name: words('export:sheet.name'),
        widths: README_WIDTHS,
        heading: [words('export:sheet.title')],
        async *pages() {
          yield readme;
        },
      },
      ...kinds.map((kind) => ({
        name: words(SHEET_NAME[kind]),
        widths: widthsOf(KIOSK_EXPORT_COLUMNS),
        heading: headingOf(KIOSK_EXPORT_COLUMNS, words),
        pages: () => pages(rows.filter((row) => row.kind === kind)),
      })),
    ],
    rightToLeft: direction(language) === 'rtl',
  });
}

/** Whoever waited for the file does not want it any more. */
export class Stopped extends Error {}
