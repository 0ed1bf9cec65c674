/**
 * `npm test`: every check in one run, from formatting to a real browser. What failed is told once more at the end; the
 * last line sums up all runners as `N passed, N failed`; the exit code is 1 when anything failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { requireChromium } from './chromium.ts';
import { requirePython } from './python.ts';
import { type Tally, talliedByPlaywright, talliedByVitest } from './test-tally.ts';

const ROOT = path.join(import.meta.dirname, '..');
const bin = (name: string) => path.join(ROOT, 'node_modules', '.bin', name);
const reports = mkdtempSync(path.join(tmpdir(), 'perron-test-'));
/** Hundreds of processes load the same modules: what Node made of one is there for the next. */
const NODE_COMPILE_CACHE = path.join(reports, 'compiled');
const report = (name: string) => path.join(reports, `${name}.json`);

const TYPE_PROJECTS = [
  'common',
  'tsconfig.node.json',
  'electron',
  'electron/preload',
  'renderer',
  'sync-service/staff-page',
  'renderer/tsconfig.test.json',
  'e2e',
];

function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const { status, error } = spawnSync(command, words, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE, ...env },
  });
  if (error) console.error(error.message);
  return status === 0;
}

const MEMORY = '/dev/shm';
const ROOM_BYTES = 4e9;

/** Where there is room in memory, tests need not wait for a disk to keep what they throw away. The faults are about the disk, and stay there. */
function inMemory(): NodeJS.ProcessEnv {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    const [mount = 'noexec'] = readFileSync('/proc/mounts', 'utf8').match(/^\S+ \/dev\/shm .*$/m) ?? [];
    return bavail * bsize < ROOM_BYTES || mount.includes('noexec') ? {} : { TMPDIR: MEMORY };
  } catch {
    return {};
  }
}

const one = (passed: boolean): Tally => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, told: [] });

/** A runner that died before it wrote its report counts as one failure; so does one that failed without a test. */
function tallied(succeeded: boolean, read: () => Tally): Tally {
  try {
    const tally = read();
    if (!succeeded && tally.failed === 0) return { ...tally, failed: 1 };
    return tally.passed + tally.failed === 0 ? one(false) : tally;
  } catch {
    return one(false);
  }
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

function vitest({
  name,
  words = [],
  env = {},
}: {
  name: string;
  words?: readonly string[];
  env?: NodeJS.ProcessEnv;
}): Tally {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report(name)}`];
  const succeeded = run(bin('vitest'), ['run', ...words, ...reporters], env);
  return tallied(succeeded, () => talliedByVitest(json(report(name))));
}

function playwright(project: string): Tally {
  const succeeded = run(bin('playwright'), ['test', '--project', project], {
    ...inMemory(),
    CHROMIUM_PATH: requireChromium(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report(project),
  });
  return tallied(succeeded, () => talliedByPlaywright(json(report(project))));
}

const steps: readonly { readonly name: string; readonly run: () => Tally }[] = [
  {
    name: 'format and lint',
    run: () => one(run(bin('biome'), ['ci', '--error-on-warnings', '.'])),
  },
  ...TYPE_PROJECTS.map((project) => ({
    name: `types: ${project}`,
    run: () => one(run(bin('tsc'), ['--project', project])),
  })),
  {
    name: 'pages and shells are built',
    run: () => one(run(process.execPath, ['scripts/build.ts'])),
  },
  {
    name: 'vitest',
    run: () => vitest({ name: 'vitest', env: { ...inMemory(), PERRON_PYTHON: requirePython() } }),
  },
  {
    name: 'faults, in their short form',
    run: () => vitest({ name: 'faults', words: ['--config', 'faults/vitest.config.ts'] }),
  },
  { name: 'playwright: npm start', run: () => playwright('start') },
  { name: 'playwright: screens', run: () => playwright('screens') },
];

const total = { passed: 0, failed: 0 };
const failed: string[] = [];
const told: string[] = [];
const took: string[] = [];
for (const step of steps) {
  console.log(`\n== ${step.name}`);
  const began = performance.now();
  let tally: Tally;
  try {
    tally = step.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    tally = one(false);
  }
  total.passed += tally.passed;
  total.failed += tally.failed;
  if (tally.failed > 0) failed.push(step.name);
  told.push(...tally.told);
  took.push(`${((performance.now() - began) / 1_000).toFixed(0).padStart(6)} s  ${step.name}`);
}
rmSync(reports, { recursive: true, force: true });

console.log(`\n${took.join('\n')}\n`);
if (failed.length > 0) console.log(`${told.join('\n\n')}\n\nFailed: ${failed.join('; ')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
