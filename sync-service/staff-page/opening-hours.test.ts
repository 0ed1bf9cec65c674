import { expect, test } from 'vitest';
import { ALWAYS_OPEN, hoursOf, isDayWritten, writtenHours } from './opening-hours.ts';

test('a week is read as it is written, and written as it is read', () => {
  const written = ['', '9:00-12:00, 13:00-18:00', '', '', '', '10:30-24:00', ''];
  const hours = [
    { day: 2, from: 540, to: 720 },
    { day: 2, from: 780, to: 1_080 },
    { day: 6, from: 630, to: 1_440 },
  ];
  expect(hoursOf(written)).toEqual(hours);
  expect(writtenHours([...hours].reverse())).toEqual(written);
  expect(hoursOf(ALWAYS_OPEN)).toEqual([]);
});

test.each(['09:00 – 12:00', '9.00-12.00; 13h00-18h00', '9:00-12:00،13:00-14:00', ' '])(
  'takes "%s"',
  (line) => {
    expect(isDayWritten(line)).toBe(true);
  },
);

test.each([
  '9-12',
  '12:00-9:00',
  '9:00-9:00',
  '9:60-10:00',
  '9:00-24:01',
  '9:00-12:00, 11:00-13:00',
  '1:00-2:00, 3:00-4:00, 5:00-6:00',
  'closed',
])('does not take "%s"', (line) => {
  expect(isDayWritten(line)).toBe(false);
});
