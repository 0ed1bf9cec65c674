import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hasCapitals, LAYOUTS, rowsOf } from './layouts.ts';

const ALPHABET: Readonly<Record<string, string>> = {
  tr: 'abcçdefgğhıijklmnoöprsştuüvyz',
  ar: 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  uk: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
  fa: 'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی',
};
const rows = (language: string, { capitals = false, upright = false } = {}) =>
  rowsOf({ language, symbols: false, capitals, upright });
const keysOf = (language: string, capitals = false) => rows(language, { capitals }).flat();

test.each(Object.keys(LAYOUTS))(
  '%s has every letter of its alphabet once, however the screen stands',
  (language) => {
    const keys = keysOf(language);
    for (const letter of ALPHABET[language] ?? 'abcdefghijklmnopqrstuvwxyz') expect(keys).toContain(letter);
    expect(new Set(keys).size).toBe(keys.length);
    expect(rows(language, { upright: true }).flat().sort()).toEqual(keys.sort());
  },
);

test.each(Object.keys(LAYOUTS))('%s has no more keys in a row than can be large', (language) => {
  // Erasing stands in the last row of letters, and capitals where there are any.
  const beside = hasCapitals(language) ? 2 : 1;
  const most = (all: readonly (readonly string[])[]) =>
    Math.max(...all.map((row, index) => row.length + (index === all.length - 1 ? beside : 0)));
  expect(most(rows(language))).toBeLessThanOrEqual(12);
  expect(most(rows(language, { upright: true }))).toBeLessThanOrEqual(11);
  expect(most(rowsOf({ language, symbols: true, capitals: false, upright: true }))).toBeLessThanOrEqual(11);
  // Beside them: the other keys, the space, a new line, and away with the keyboard.
  expect(LAYOUTS[language]?.marks.length).toBeLessThanOrEqual(6);
});

test('every language of the screens has a layout of its own', () => {
  const locales = readdirSync(path.join(import.meta.dirname, '../../locales'), { withFileTypes: true });
  for (const { name } of locales.filter((entry) => entry.isDirectory())) expect(LAYOUTS).toHaveProperty(name);
});

test('capitals follow the language', () => {
  expect(keysOf('tr', true)).toContain('İ');
  expect(keysOf('fr', true)).toContain('É');
  expect(hasCapitals('ar')).toBe(false);
  expect(hasCapitals('nl')).toBe(true);
});
