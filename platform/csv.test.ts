import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { type Cell, csvOf } from './csv.ts';

async function written(rows: readonly (readonly Cell[])[], separator: 'comma' | 'semicolon' = 'comma') {
  async function* pages() {
    yield rows;
  }
  const file = csvOf({ columns: ['words', 'number'], pages: pages(), separator, bom: false });
  return Buffer.concat(await file.toArray()).toString();
}

test.each(['comma', 'semicolon'] as const)(
  'a negative number stays a number, where the same as words is none any more (%s)',
  async (separator) => {
    const text = await written(
      [
        ['-7', -7],
        ['=-7', -0.5],
      ],
      separator,
    );
    const delimiter = separator === 'comma' ? ',' : ';';
    expect(parse(text, { delimiter, from_line: 2, cast: true })).toEqual([
      ["'-7", -7],
      ["'=-7", -0.5],
    ]);
  },
);

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
  'another library reads words that a spreadsheet would run behind an apostrophe: %j',
  async (words) => {
    expect(parse(await written([[words, 1]]), { from_line: 2 })).toEqual([[`'${words}`, '1']]);
  },
);
