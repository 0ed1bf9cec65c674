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
const keysOf = (language: string, capitals = false) => rowsOf({ language, symbols: false, capitals }).flat();

test.each(Object.keys(LAYOUTS))('%s has every letter of its alphabet once', (language) => {
  const keys = keysOf(language);
  for (const letter of ALPHABET[language] ?? 'abcdefghijklmnopqrstuvwxyz') expect(keys).toContain(letter);
  expect(new Set(keys).size).toBe(keys.length);
  expect(
    Math.max(...rowsOf({ language, symbols: false, capitals: false }).map((row) => row.length)),
  ).toBeLessThan(14);
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
