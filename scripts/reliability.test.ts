/** docs/RELIABILITY.md names tests that are there. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SCENARIOS } from '../faults/scenarios.ts';

const ROOT = join(import.meta.dirname, '..');
const page = readFileSync(join(ROOT, 'docs', 'RELIABILITY.md'), 'utf8');
const held = page.split('\n').filter((line) => line.startsWith('| ') && !line.includes('**Not held:**'));
const files = globSync(['{common,e2e,electron,faults,renderer,scripts,sync-service}/**/*.ts'], { cwd: ROOT });

test('each line names a test or a scenario, and each of them is there', () => {
  const texts = files.filter((file) => /\.(test|spec)\.ts$|-suite\.ts$/.test(file));
  const said = texts.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
  const scenarios = SCENARIOS.map(({ name }) => name);
  expect(held.length).toBeGreaterThan(30);
  for (const line of held.filter((one) => one !== '| what | held by |')) {
    const by = line.split(' | ')[1] ?? '';
    const named = [...by.matchAll(/`([\w/.-]+)`/g)].map(([, name = '']) => name);
    const titles = [...by.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title);
    expect(named.length + titles.length, line).toBeGreaterThan(0);
    for (const name of named)
      expect(
        scenarios.includes(name) || texts.some((file) => file.endsWith(`/${name}`)) || texts.includes(name),
        name,
      ).toBe(true);
    for (const title of titles)
      for (const part of title
        .split('...')
        .map((one) => one.trim())
        .filter((one) => one !== ''))
        expect(said.includes(part), title).toBe(true);
  }
});
