import { expect, test } from 'vitest';
import { TITLE_MAX, WORDS_MAX } from '../domain/text.ts';
import { title, uuid, words } from './values.ts';

test('typed text is made storable and else kept to the byte', () => {
  expect(title.typed.parse('lone \ud800 surrogate')).toBe('lone \ufffd surrogate');
  expect(title.typed.parse('nul \u0000 byte')).toBe('nul \ufffd byte');
  for (const text of [
    '<b>bold</b>',
    "=1+1'; DROP TABLE",
    '\u202eright to left',
    'bell \u0007',
    ' spaced ',
    'e\u0301',
  ]) {
    expect(title.typed.parse(text)).toBe(text);
  }
});

test('one id has one text', () => {
  const id = '0190f7c2-0000-7000-8000-00000000c0fe';
  expect(uuid.safeParse(id).success).toBe(true);
  for (const other of [id.toUpperCase(), `{${id}}`, id.replaceAll('-', '')]) {
    expect(uuid.safeParse(other).success, other).toBe(false);
  }
});

test('a character is a code point, so that no script is short-changed', () => {
  expect(title.typed.safeParse('😀'.repeat(TITLE_MAX)).success).toBe(true);
  expect(title.typed.safeParse('😀'.repeat(TITLE_MAX + 1)).success).toBe(false);
  expect(words.typed.safeParse('a'.repeat(WORDS_MAX)).success).toBe(true);
  expect(words.typed.safeParse('a'.repeat(WORDS_MAX + 1)).success).toBe(false);
});

test.each(['', ' ', '\n\t', '\u200b'])('blank text %j is refused', (text) => {
  expect(words.typed.safeParse(text).success).toBe(false);
  expect(words.recorded.safeParse(text).success).toBe(false);
});

test('a record with text that no edge would have let in is refused', () => {
  expect(words.recorded.safeParse('a\ud800').success).toBe(false);
  expect(words.recorded.safeParse('a\u0000').success).toBe(false);
});
