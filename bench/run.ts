/**
 * `npm run bench -- [--only save,search,push,peers,ingest,growth,scale,export,memory,away,idle] [--rounds 5]`: prints a table and writes
 * `bench/results/latest.json`. Without `--only` all run but `growth`, `scale`, `export`, `memory`, `away` and `idle`, which take long.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { away } from './away.ts';
import { exportContributions } from './export.ts';
import { growth, scale } from './growth.ts';
import { idle } from './idle.ts';
import { ingest } from './ingest.ts';
import { memory } from './memory.ts';
import { push } from './push.ts';
import { pushPeers } from './push-peers.ts';
import { save } from './save.ts';
import { search } from './search.ts';
import type { Figure, Part } from './side-by-side.ts';

const PARTS: Readonly<Record<string, Part>> = {
  save,
  search,
  push,
  peers: pushPeers,
  ingest,
  growth,
  scale,
  export: exportContributions,
  memory,
  away,
  idle,
};
const LONG = new Set(['growth', 'scale', 'export', 'memory', 'away', 'idle']);

const { values } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string', default: '5' } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be a whole number from 1 on');
const names = values.only?.split(',') ?? Object.keys(PARTS).filter((name) => !LONG.has(name));

const figures: Figure[] = [];
const ratios: Record<string, number> = {};
for (const name of names) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`--only knows ${Object.keys(PARTS).join(', ')}; not ${name}`);
  console.log(`${name}: ${rounds} rounds ...`);
  const report = await part({ rounds });
  figures.push(...report.figures);
  Object.assign(ratios, report.ratios);
}

const rounded = (value: number): number => Number(value.toPrecision(4));
console.table(
  figures.map(({ name, unit, median, min, max }) => ({
    name,
    unit,
    median: rounded(median),
    min: rounded(min),
    max: rounded(max),
  })),
);
console.table(Object.entries(ratios).map(([ratio, value]) => ({ ratio, value: rounded(value) })));

const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
const machine = { node: process.version, platform: process.platform, cores: availableParallelism() };
writeFileSync(
  new URL('latest.json', folder),
  `${JSON.stringify({ at: new Date().toISOString(), machine, rounds, figures, ratios }, null, 2)}\n`,
);
