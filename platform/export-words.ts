/** What the sheets of an export are called and say about their columns, in the language of whoever takes it. */
import type { ExportColumn, ExportKind } from '../common/domain/export-columns.ts';
import type { Words } from './words.ts';
import type { SheetCell } from './xlsx.ts';

const WIDE = new Set<ExportColumn>(['title', 'words', 'target_title', 'attribution', 'filter']);
const WIDTH = { wide: 48, usual: 18 };
/** Of the sheet that says what the file is. */
export const README_WIDTHS = [30, 24, 90];

export const SHEET_NAME: { readonly [K in ExportKind]: string } = {
  idea: 'staff:count.ideas',
  comment: 'staff:count.comments',
  support: 'staff:count.supports',
};

export const widthsOf = (columns: readonly ExportColumn[]): number[] =>
  columns.map((column) => (WIDE.has(column) ? WIDTH.wide : WIDTH.usual));

export const headingOf = (columns: readonly ExportColumn[], words: Words): string[] =>
  columns.map((column) => words(`export:column.${column}`));

/** A row for each column, below a row of headings. */
export const meaningsOf = (columns: readonly ExportColumn[], words: Words): SheetCell[][] => [
  [words('export:sheet.column'), words('export:sheet.csv'), words('export:sheet.meaning')],
  ...columns.map((column) => [words(`export:column.${column}`), column, words(`export:about.${column}`)]),
];
