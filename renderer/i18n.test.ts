/** Adding a language is one folder and no code: the real screens' words, with a folder that the repository does not have. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import { ownName } from '../common/domain/language-names.ts';
import { screenLanguages } from './languages.ts';

const ROOT = path.join(import.meta.dirname, '..');
const ADDED = 'pl';

/** `translation` of every sentence of a file, however deep. */
const translated = (value: unknown): unknown =>
  typeof value === 'string'
    ? `${ADDED}: ${value}`
    : Object.fromEntries(Object.entries(value as object).map(([key, below]) => [key, translated(below)]));

test('a language whose folder is added has its words on the screens, plurals and all, and in the list', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'perron-language-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ['renderer', 'common', 'locales'])
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  cpSync(path.join(ROOT, 'tsconfig.base.json'), path.join(folder, 'tsconfig.base.json'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const added = path.join(folder, 'locales', ADDED);
  cpSync(path.join(ROOT, 'locales', 'en'), added, { recursive: true });
  for (const file of readdirSync(added)) {
    const words = path.join(added, file);
    writeFileSync(words, JSON.stringify(translated(JSON.parse(readFileSync(words, 'utf8')))));
  }

  const server = await createServer({
    root: path.join(folder, 'renderer'),
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, watch: null },
    optimizeDeps: { noDiscovery: true },
    appType: 'custom',
  });
  onTestFinished(() => server.close());
  const { createI18n, LOCALES } = await server.ssrLoadModule('/i18n.ts');
  expect(LOCALES).toContain(ADDED);
  expect(screenLanguages(['en', ADDED], LOCALES)).toEqual(['en', ADDED]);
  expect(ownName(ADDED)).toBe('Polski');
  const { t } = await createI18n(ADDED);
  expect(t('home:lookAround')).toBe('pl: Look around');
  expect(t('participant:ideas', { count: 1 })).toBe('pl: 1 idea');
});
