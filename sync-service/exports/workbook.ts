/** A consultation's contributions as XLSX: first what the file is, then a sheet for each kind. */
import type { Readable } from 'node:stream';
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import { direction } from '../../common/domain/direction.ts';
import type { ExportKind } from '../../common/domain/export-columns.ts';
import { localized } from '../../common/domain/localized-text.ts';
import { sheetCell } from '../../platform/export-columns.ts';
import { headingOf, meaningsOf, README_WIDTHS, SHEET_NAME, widthsOf } from '../../platform/export-words.ts';
import { type Words, wordsIn } from '../../platform/words.ts';
import { type Sheet, type SheetCell, xlsxOf } from '../../platform/xlsx.ts';
import type { ExportFilter } from '../store/contributions.ts';
import { rowsOfKind, type Source } from './contributions.ts';

export type Workbook = Source & {
  /** Of the headings. */
  readonly language: string;
  readonly consultation: ConsultationDocument;
  readonly counts: ReadonlyMap<ExportKind, number>;
  /** Who takes it. */
  readonly by: string;
};

export function contributionsXlsx(workbook: Workbook): Readable {
  const words = wordsIn(workbook.language);
  const sheets = [...workbook.counts.keys()].map((kind) => sheetOf(workbook, kind, words));
  return xlsxOf({
    sheets: [readme(workbook, words), ...sheets],
    rightToLeft: direction(workbook.language) === 'rtl',
  });
}

function sheetOf(source: Source, kind: ExportKind, words: Words): Sheet {
  const { columns } = source;
  return {
    name: words(SHEET_NAME[kind]),
    widths: widthsOf(columns),
    heading: headingOf(columns, words),
    async *pages() {
      for await (const page of rowsOfKind({ ...source, kind }))
        yield page.map((row) => columns.map((column) => sheetCell(column, row)));
    },
  };
}

function readme(workbook: Workbook, words: Words): Sheet {
  const { consultation, counts, columns, language, at, by } = workbook;
  const rows: readonly SheetCell[][] = [
    [words('staff:session.consultation'), localized(consultation.title, [language, 'en']).text],
    ['', consultation.id],
    [words('export:sheet.taken'), new Date(at)],
    [words('export:sheet.by'), by],
    ...filterRows(workbook.filter, words),
    ...[...counts].map(([kind, count]) => [
      `${words('export:sheet.rows')}: ${words(SHEET_NAME[kind])}`,
      count,
    ]),
    [words('export:sheet.source'), consultation.attribution ?? words('export:sheet.ownSource')],
    [words('export:sheet.times')],
    [],
    ...meaningsOf(columns, words),
  ];
  return {
    name: words('export:sheet.name'),
    widths: README_WIDTHS,
    heading: [words('export:sheet.title')],
    async *pages() {
      yield rows;
    },
  };
}

function filterRows(
  { kind, state, language, sessionId, from, to }: ExportFilter,
  words: Words,
): SheetCell[][] {
  const all = words('export:all');
  const moment = (at: number | null) => (at === null ? all : new Date(at));
  return [
    [words('export:kind'), kind === null ? all : words(`staff:kind.${kind}`)],
    [words('export:state'), state === null ? all : words(`staff:state.${state}`)],
    [words('staff:contribution.language'), language ?? all],
    [words('export:session'), sessionId ?? all],
    [words('export:from'), moment(from)],
    [words('export:to'), moment(to)],
  ];
}
