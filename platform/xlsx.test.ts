import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { unzip } from './test-support/unzip.ts';
import { type Sheet, type SheetCell, xlsxOf } from './xlsx.ts';

const sheet = (name: string, rows: SheetCell[][]): Sheet => ({
  name,
  widths: [20, 20],
  heading: ['One', 'Two'],
  async *pages() {
    for (const row of rows) yield [row];
  },
});
const read = async (sheets: readonly Sheet[]) =>
  readXlsxFile(Buffer.concat(await xlsxOf({ sheets }).toArray()));

test('another library reads back each sheet, its text to the letter, its numbers and its moments', async () => {
  const at = new Date('2026-03-18T09:30:15.000Z');
  const said = 'Zoé said: <b>&amp; "no"</b>\n\tمرحبا 👋';
  const rows: SheetCell[][] = [
    [said, -7],
    [null, 0.5],
    [at, ''],
  ];
  const [first, second] = await read([sheet('Ideas', rows), sheet('<&>', [['a', 1]])]);
  expect(first).toEqual({
    sheet: 'Ideas',
    data: [
      ['One', 'Two'],
      [said, -7],
      [null, 0.5],
      [at, null],
    ],
  });
  expect(second).toEqual({
    sheet: '<&>',
    data: [
      ['One', 'Two'],
      ['a', 1],
    ],
  });
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])(
  'what looks like a formula stays text: %j',
  async (words) => {
    const bytes = Buffer.concat(await xlsxOf({ sheets: [sheet('Ideas', [[words]])] }).toArray());
    const [only] = await readXlsxFile(bytes, { trim: false });
    expect(only?.data[1]?.[0]).toBe(words);
    expect(unzip(bytes).get('xl/worksheets/sheet1.xml')?.toString()).not.toContain('<f');
  },
);

test('what XML cannot hold is written as the format says, and what looks like that is not taken for it', async () => {
  const bytes = Buffer.concat(await xlsxOf({ sheets: [sheet('Ideas', [['\rA\u0007 _x0041_']])] }).toArray());
  expect(unzip(bytes).get('xl/worksheets/sheet1.xml')?.toString()).toContain(
    '>_x000D_A_x0007_ _x005F_x0041_<',
  );
});

test('more columns than letters have names of two', async () => {
  const cells = Array.from({ length: 30 }, (_, index) => `c${index}`);
  const [only] = await read([{ ...sheet('Ideas', [cells]), heading: cells }]);
  expect(only?.data).toEqual([cells, cells]);
});

test('an error among the rows ends the file with that error', async () => {
  const failing: Sheet = {
    ...sheet('Ideas', []),
    // biome-ignore lint/correctness/useYield: it fails before.
    async *pages() {
      throw new Error('the database has gone');
    },
  };
  await expect(xlsxOf({ sheets: [failing] }).toArray()).rejects.toThrow('the database has gone');
});

test('a file that is broken off reads no further', async () => {
  let pages = 0;
  const endless: Sheet = {
    ...sheet('Ideas', []),
    async *pages() {
      for (; ; pages += 1) {
        await new Promise(setImmediate);
        yield Array.from({ length: 100 }, () => [crypto.randomUUID(), crypto.randomUUID()]);
      }
    },
  };
  const file = xlsxOf({ sheets: [endless] });
  for await (const _ of file) if (pages > 20) break;
  const left = pages;
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  expect(pages - left).toBeLessThan(5);
});
