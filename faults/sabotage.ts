/** Breaks a copy of Perron in one place, and sees which assertions notice. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Assertion } from './verdict.ts';

export type Sabotage = {
  /** What is broken, in words. */
  readonly name: string;
  readonly scenario: string;
  /** The one assertion that must notice. */
  readonly breaks: Assertion;
  /** Each `find` stands in its file exactly once. */
  readonly edits: readonly { readonly file: string; readonly find: string; readonly put: string }[];
};

const ROOT = join(import.meta.dirname, '..');
const PARTS = ['bench', 'common', 'electron', 'faults', 'locales', 'platform', 'scripts', 'sync-service'];
const LEFT_OUT = new Set(['node_modules', 'results', 'dist', 'staff-page']);

function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'perron-sabotaged-'));
  const filter = (path: string): boolean => !LEFT_OUT.has(basename(path));
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true, filter });
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

const standsOnce = (content: string, find: string): boolean => content.split(find).length === 2;

/** Those whose code has changed since they were written. */
export const outdated = (sabotages: readonly Sabotage[]): string[] =>
  sabotages
    .filter(({ edits }) =>
      edits.some(({ file, find }) => !standsOnce(readFileSync(join(ROOT, file), 'utf8'), find)),
    )
    .map(({ name }) => name);

export type Proof = { readonly proved: boolean; readonly told: string };

/** Proved when the scenario ran to its end and exactly the named assertion did not hold. */
export async function proveSabotage({
  sabotage: { scenario, breaks, edits },
  seed,
}: {
  readonly sabotage: Sabotage;
  readonly seed: number;
}): Promise<Proof> {
  const copy = copyTree();
  try {
    for (const { file, find, put } of edits) {
      const path = join(copy, file);
      const content = readFileSync(path, 'utf8');
      if (!standsOnce(content, find))
        return { proved: false, told: `what it changes does not stand once in ${file}` };
      writeFileSync(
        path,
        content.replace(find, () => put),
      );
    }
    const child = fork(join(copy, 'faults', 'processes', 'scenario.ts'), [scenario, String(seed)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    let said = '';
    child.stderr?.on('data', (bytes) => {
      said = (said + bytes).slice(-2_000);
    });
    let broken: Record<string, readonly string[]> | null = null;
    child.on('message', (message) => {
      broken = message as Record<string, readonly string[]>;
    });
    await once(child, 'close');
    if (broken === null) return { proved: false, told: `the scenario could not go on: ${said}` };
    const names = Object.keys(broken);
    return { proved: names.length === 1 && names[0] === breaks, told: JSON.stringify(broken) };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
