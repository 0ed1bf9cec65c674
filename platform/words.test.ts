import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXPORT_COLUMNS } from '../common/domain/export-columns.ts';
import { wordsIn } from './words.ts';

const locales = new URL('../locales/', import.meta.url);
const languages = readdirSync(locales, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

test.each(languages)('every column of an export has a heading and a meaning in %s', (language) => {
  const words = wordsIn(language);
  for (const column of EXPORT_COLUMNS)
    for (const key of [`export:column.${column}`, `export:about.${column}`])
      expect(words(key), key).not.toBe('');
});
