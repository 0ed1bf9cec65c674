import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PROBLEM_CODES } from '../common/problems.ts';

const ROOT = path.join(import.meta.dirname, '..');
const languages = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const PLURAL = /_(zero|one|two|few|many|other)$/;

function flatten(value: unknown, prefix: string, into: Map<string, string>): Map<string, string> {
  for (const [key, inner] of Object.entries(value as Record<string, unknown>)) {
    if (typeof inner === 'string') into.set(prefix + key, inner);
    else flatten(inner, `${prefix}${key}.`, into);
  }
  return into;
}

function wordsOf(language: string): Map<string, string> {
  const words = new Map<string, string>();
  const folder = path.join(import.meta.dirname, language);
  for (const file of readdirSync(folder))
    flatten(
      JSON.parse(readFileSync(path.join(folder, file), 'utf8')),
      `${file.replace('.json', '')}:`,
      words,
    );
  return words;
}

const all = new Map(languages.map((language) => [language, wordsOf(language)]));
const english = all.get('en') ?? new Map<string, string>();
/** What the code asks for: plural forms are one key. */
const keys = new Set([...english.keys()].map((key) => key.replace(PLURAL, '')));
const plurals = new Set(
  [...english.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')),
);
const variables = (text: string) => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((m) => m[1]))].sort();

function sources(folder: string, ending = /\.tsx?$/): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file) && !file.includes('.test.') && !file.includes('node_modules'))
    .map((file) => readFileSync(path.join(ROOT, folder, file), 'utf8'));
}

function scan(folders: readonly string[]) {
  const used = new Set<string>();
  const prefixes = new Set<string>();
  const namespaces = new Set([...keys].map((key) => key.split(':')[0]));
  for (const text of folders.flatMap((folder) => sources(folder))) {
    // Calls to the host are named alike and are no keys.
    const source = text.replaceAll(/\b(call\(\s*|Kiosk\w+<)'[\w:-]+'/g, '');
    const own = source.match(/useTranslation\(\s*'([\w-]+)'/)?.[1];
    for (const [, key = ''] of source.matchAll(/['"`]([\w-]+:[\w.-]+)['"`]/g))
      if (namespaces.has(key.split(':')[0])) used.add(key);
    for (const [, prefix = ''] of source.matchAll(/`([\w-]+:[\w.-]*)\$\{/g)) prefixes.add(prefix);
    if (own !== undefined) {
      for (const [, key = ''] of source.matchAll(/\bt\(\s*['"`]([\w.-]+)['"`]/g)) used.add(`${own}:${key}`);
      for (const [, prefix = ''] of source.matchAll(/\bt\(\s*`([\w.-]+)\$\{/g))
        prefixes.add(`${own}:${prefix}`);
    }
  }
  return { used, prefixes };
}

test.each(languages)('%s has every key, in the plural forms of that language, and no other', (language) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const wanted = [...keys].flatMap((key) =>
    plurals.has(key) ? forms.map((form) => `${key}_${form}`) : [key],
  );
  expect([...(all.get(language)?.keys() ?? [])].sort()).toEqual(wanted.sort());
});

test.each(languages)('%s has no empty sentence and the variables of the English one', (language) => {
  for (const [key, text] of all.get(language) ?? []) {
    expect(text.trim(), key).not.toBe('');
    const model = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
    expect(variables(text), key).toEqual(variables(model));
  }
});

test('every problem has its sentence', () => {
  for (const code of PROBLEM_CODES) expect(keys).toContain(`problems:${code}`);
});

test('every key that a page or a file uses exists, and every key is used', () => {
  const { used, prefixes } = scan([
    'renderer',
    'sync-service/staff-page',
    'sync-service/exports',
    'electron/host/session-export',
    'platform',
  ]);
  expect([...used].filter((key) => !keys.has(key))).toEqual([]);
  const isUsed = (key: string) => used.has(key) || [...prefixes].some((prefix) => key.startsWith(prefix));
  expect([...keys].filter((key) => !isUsed(key))).toEqual([]);
  for (const prefix of prefixes)
    expect(
      [...keys].some((key) => key.startsWith(prefix)),
      prefix,
    ).toBe(true);
});

/** The names of keys, file formats and platforms, which are the same in every language. */
const NAMES = ['Backspace', 'Enter', 'Perron', 'JSON Lines', 'Go Vocal', 'Decidim'];
/** What people see or hear of an element. Its text between the tags is the linter's (`noJsxLiterals`). */
const READ = 'title|label|hint|alt|lead|note|otherwise|placeholder|aria-(?:label|description|valuetext)';

/** What a component would say in one language alone. */
function ownWords(source: string): string[] {
  const code = source
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replaceAll(/new Error\([^)]*\)/g, '')
    .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '');
  const sentences = code.matchAll(/(?<!\w)(['"`])(\p{Lu}\p{Ll}(?:(?!\1).)*)\1/gu);
  const attributes = code.matchAll(
    RegExp(`\\b(?:${READ})=\\{?(['"\`])((?:(?!\\1).)*\\p{Ll}(?:(?!\\1).)*)\\1`, 'gu'),
  );
  return [...sentences, ...attributes].map(([, , words = '']) => words).filter((one) => !NAMES.includes(one));
}

test('a sentence that a component would say in one language alone is found', () => {
  for (const component of [
    `<Notice title="welcome back" />`,
    `<Notice title={\`welcome back\`} />`,
    `<p>{here ? 'Welcome back' : t('kiosk:home')}</p>`,
    `<Button aria-label={'go on'} />`,
  ])
    expect(ownWords(component), component).toHaveLength(1);
  expect(ownWords(`<Notice tone="good" title={t('home:draftWaiting')} className="row wide" />`)).toEqual([]);
});

test.each(['renderer', 'sync-service/staff-page'])('no component of %s has words of its own', (folder) => {
  const components = sources(folder, /\.tsx$/);
  expect(components.length).toBeGreaterThan(20);
  expect(components.flatMap(ownWords)).toEqual([]);
});
