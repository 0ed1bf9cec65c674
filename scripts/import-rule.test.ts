import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkImportRule } from './import-rule.ts';

const ROOT = path.join(import.meta.dirname, '..');
const ILLEGAL = path.join(import.meta.dirname, 'fixtures/illegal');

test('every import of the tree keeps to the rule, and every source file was read', () => {
  const { violations, sources } = checkImportRule(ROOT, readdirSync(ROOT));
  expect(violations).toEqual([]);
  const tracked = execFileSync('git', ['ls-files', '*.ts', '*.tsx'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file.includes('/') && !file.startsWith('scripts/fixtures/'));
  const read = new Set(sources);
  expect(tracked.filter((file) => !read.has(file))).toEqual([]);
});

test('the rule fires for each kind of illegal import', () => {
  const { violations } = checkImportRule(ILLEGAL, readdirSync(ILLEGAL));
  const caught = (file: string) => violations.filter((line) => line.includes(`: ${file} ->`)).length;
  for (const file of [
    'common/domain/node-in-domain.ts',
    'common/domain/type-of-contract.ts',
    'common/domain/cycle-a.ts',
    'electron/host/electron-in-host.ts',
    'renderer/host-in-renderer.tsx',
    'sync-service/host-in-service.ts',
    'sync-service/staff-page/node-in-page.tsx',
    'stray/importing.ts',
  ]) {
    expect(caught(file), file).toBeGreaterThan(0);
  }
  expect(violations).toContain('unclassified file that stands alone: stray/unused.ts -> stray/unused.ts');
  expect(caught('common/contract/shape.ts') + caught('electron/host/kiosk.ts')).toBe(0);
});
