/**
 * Runs the import rule (`.dependency-cruiser.cjs`) over a tree that is laid out like this one. dependency-cruiser
 * reports success when it could read nothing, so how many modules it saw is part of the answer.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

export type ImportRuleReport = {
  /** `rule: from -> to`, sorted. */
  readonly violations: readonly string[];
  /** Paths of the source files that were read, relative to the tree. */
  readonly sources: readonly string[];
};

const ROOT = path.join(import.meta.dirname, '..');
const FOLDERS = [
  'common',
  'platform',
  'electron',
  'renderer',
  'sync-service',
  'locales',
  'scripts',
  'bench',
  'e2e',
  'faults',
  'stray',
];

export function checkImportRule(tree: string, present: readonly string[]): ImportRuleReport {
  const cruise = spawnSync(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      path.join(ROOT, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      ...FOLDERS.filter((folder) => present.includes(folder)),
    ],
    { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (!cruise.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${cruise.stderr}`);
  const { modules, summary } = JSON.parse(cruise.stdout) as {
    modules: { source: string }[];
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return {
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort(),
    sources: modules.map(({ source }) => source).filter((source) => !source.includes('node_modules')),
  };
}
