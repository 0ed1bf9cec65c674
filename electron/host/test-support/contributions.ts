/** Real contributions, as a person would type them: see ATTRIBUTION.md. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export type Statement = { readonly title: string; readonly words: string };

const rows: { 'comment-body': string }[] = parse(
  readFileSync(new URL('./bowling-green-extract.csv', import.meta.url)),
  { columns: true },
);

export const statements: readonly Statement[] = rows.map(({ 'comment-body': words }) => ({
  title: words.split(/\s+/).slice(0, 8).join(' ').slice(0, 120),
  words,
}));

export const statement = (index: number): Statement => statements[index % statements.length] as Statement;
