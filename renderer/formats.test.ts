import { expect, test } from 'vitest';
import { ago, dateSpan, number } from './formats.ts';

const MINUTE = 60_000;
const now = Date.UTC(2026, 10, 23, 12);

test.each([
  [0, 'now'],
  [59_999, 'now'],
  [MINUTE, '1 minute ago'],
  [59 * MINUTE, '59 minutes ago'],
  [60 * MINUTE, '1 hour ago'],
  [1_440 * MINUTE, 'yesterday'],
  [3 * 1_440 * MINUTE, '3 days ago'],
])('says how long ago it was in the largest whole unit (%d ms)', (before, said) => {
  expect(ago({ at: now - before, now, language: 'en' })).toBe(said);
});

test('says "now" for a time that lies ahead, as after the clock was set back', () => {
  expect(ago({ at: now + 5 * MINUTE, now, language: 'en' })).toBe('now');
});

test('speaks the language of the screen', () => {
  expect(ago({ at: now - 5 * MINUTE, now, language: 'fr' })).toBe('il y a 5 minutes');
  expect(number(12_345, 'de')).toBe('12.345');
});

test('names the day once when an event ends on the day on which it began', () => {
  const start = new Date(2026, 10, 23, 18).getTime();
  const monday = /Monday/g;
  expect(dateSpan(start, start + 120 * MINUTE, 'en').match(monday)).toHaveLength(1);
  expect(dateSpan(start, start + 1_440 * MINUTE, 'en')).toMatch(/Monday.+Tuesday/);
});
