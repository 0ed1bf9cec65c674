import { expect, test } from 'vitest';
import { openingAt } from './opening-hours.ts';

/** Tuesday to Thursday, closed at noon; Saturday morning. */
const HOURS = [
  ...[2, 3, 4].flatMap((day) => [
    { day, from: 13 * 60, to: 18 * 60 },
    { day, from: 9 * 60, to: 12 * 60 },
  ]),
  { day: 6, from: 10 * 60, to: 13 * 60 },
];
/** 2026-05-04 is a Monday. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 4, day, hour, minute).getTime();

test.each([
  ['on a day without hours', at(4, 12), at(5, 9)],
  ['before it opens', at(5, 8, 59), at(5, 9)],
  ['at noon', at(5, 12), at(5, 13)],
  ['in the evening', at(5, 18), at(6, 9)],
  ['over the weekend', at(9, 13), at(12, 9)],
])('is closed %s, and says when it opens', (_, now, opensAt) => {
  expect(openingAt(HOURS, now)).toEqual({ open: false, opensAt });
});

test.each([at(5, 9), at(5, 11, 59), at(5, 13), at(9, 12, 59)])('is open', (now) => {
  expect(openingAt(HOURS, now)).toEqual({ open: true, opensAt: null });
});

test('opens a week later where one morning is all', () => {
  const once = [{ day: 1, from: 540, to: 600 }];
  expect(openingAt(once, at(4, 11))).toEqual({ open: false, opensAt: at(11, 9) });
  expect(openingAt([], at(4, 11))).toBeNull();
});

test('opens at nine by the clock on the wall on the days when the clocks change', () => {
  for (const [month, day] of [
    [2, 29],
    [9, 25],
  ] as const) {
    const opening = openingAt([{ day: 7, from: 540, to: 600 }], new Date(2026, month, day - 1, 20).getTime());
    expect(new Date(opening?.opensAt ?? 0).toString()).toMatch(/ 09:00:00/);
  }
});
