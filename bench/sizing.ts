/**
 * `npm run bench:sizing -- [--kiosks 1,50,200] [--records 50]`: the load test on SQLite with one process and on PostgreSQL with one and
 * with two, and of it the sizing table of docs/SCALING.md, as Markdown, on a machine that does nothing else. Leaves it in
 * `bench/results/sizing.md`; exit code 1 when any record was lost or doubled.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type LoadReport, percentile } from './load/measures.ts';

const SETTINGS = [
  { store: 'sqlite', processes: 1 },
  { store: 'postgres', processes: 1 },
  { store: 'postgres', processes: 2 },
] as const;
const MIB = 1_048_576;
const HEADINGS = [
  'store',
  'processes',
  'kiosks',
  'records/s in a storm',
  'p50 ms',
  'p99 ms',
  'p99 ms, calm at the same rate',
  'storm / calm',
  'CPU s / 1,000 kiosks',
  'peak MiB',
  'database bytes a record',
] as const;

const { values } = parseArgs({
  options: {
    kiosks: { type: 'string', default: '1,50,200' },
    records: { type: 'string', default: '50' },
  },
});
const results = new URL('./results/', import.meta.url);
const round = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en');

function rowsOf({ setting, results: measured }: LoadReport): string[][] {
  return measured.map(({ kiosks, phases, databaseBytesPerRecord }) => {
    const phase = (name: string) => {
      const found = phases.find((one) => one.name === name);
      if (found === undefined) throw new Error(`the load test played no ${name}`);
      return found;
    };
    const [storm, calm] = [phase('storm'), phase('calm')];
    const [p99, calmP99] = [percentile(storm.pushes, 99), percentile(calm.pushes, 99)];
    return [
      setting.store,
      String(setting.processes),
      String(kiosks),
      round(storm.records / storm.seconds),
      round(percentile(storm.pushes, 50)),
      round(p99),
      round(calmP99),
      round(p99 / calmP99),
      round(((storm.cpuSeconds ?? 0) / kiosks) * 1_000),
      round(Math.max(storm.peakBytes, calm.peakBytes) / MIB),
      round(databaseBytesPerRecord),
    ];
  });
}

const rows: string[][] = [];
for (const { store, processes } of SETTINGS) {
  const words = ['--kiosks', values.kiosks, '--records', values.records];
  const { status } = spawnSync(
    process.execPath,
    [
      fileURLToPath(new URL('load.ts', import.meta.url)),
      ...words,
      '--store',
      store,
      '--processes',
      String(processes),
    ],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error(`the load test on ${store} ended with ${status}`);
  rows.push(...rowsOf(JSON.parse(readFileSync(new URL('load.json', results), 'utf8')) as LoadReport));
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = [line(HEADINGS), line(HEADINGS.map(() => '---')), ...rows.map(line)].join('\n');
writeFileSync(new URL('sizing.md', results), `${table}\n`);
console.log(table);
