/**
 * `npm run bench:load -- [--kiosks 10,50] [--records 100] [--processes 1] [--store sqlite]`: kiosks as they are, with the host's own
 * sync client, folder, key and connection each, send real contributions to service processes as a city starts them.
 *
 * For each number of kiosks, on a new city: a *storm*, in which all come at once with so many records each; a *calm*, in which
 * they come one after the other at the rate that the storm reached; and a *cut*, a storm in which one service process is killed in the midst of
 * it. Kiosks follow the feed of their consultation meanwhile. Prints a table, writes `bench/results/load.json` and `load.svg`, and ends
 * with what was sent, stored, lost and duplicated: exit code 1 when any was lost or doubled.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { openCity, STORES, type StoreName } from './load/city.ts';
import { startFleet } from './load/fleet.ts';
import { type LoadReport, type LoadResult, type Phase, percentile } from './load/measures.ts';
import { type Chart, plot } from './load/plot.ts';
import { startServices } from './load/services.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const MIB = 1_048_576;

const { values } = parseArgs({
  options: {
    kiosks: { type: 'string', default: '10,50' },
    records: { type: 'string', default: '100' },
    processes: { type: 'string', default: '1' },
    store: { type: 'string', default: 'sqlite' },
  },
});
const whole = (name: string, text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} must be a whole number from 1 on`);
  return Number(text);
};
const isStore = (name: string): name is StoreName => STORES.some((known) => known === name);
const sizes = values.kiosks.split(',').map((text) => whole('kiosks', text));
const records = whole('records', values.records);
const processes = whole('processes', values.processes);
const { store } = values;
if (!isStore(store)) throw new Error(`--store must be one of ${STORES.join(', ')}`);
if (store === 'sqlite' && processes > 1) throw new Error('SQLite takes one process');

const load = (kiosks: number): Promise<LoadResult> =>
  withTemporaryFolder(async (folder) => {
    const city = await openCity({ folder, store });
    const services = await startServices({ folder, processes, storeUrl: city.storeUrl });
    console.log(`${kiosks} kiosks: let in ...`);
    const fleet = await startFleet({ folder, urls: services.urls, codes: await city.codes(kiosks) });
    const { bytes: idleBytes } = await services.usage();
    const emptyBytes = await city.bytes();

    const phase = async (name: string, delayMs: (nth: number) => number, kill = false): Promise<Phase> => {
      console.log(`${kiosks} kiosks: ${name} ...`);
      await fleet.fill(records);
      const before = await services.usage();
      const memory = services.watchMemory();
      const killing = kill ? services.killAfter((kiosks * records) / 4) : null;
      const { pushes } = await fleet.send(delayMs);
      await killing;
      const after = await services.usage();
      const first = Math.min(...pushes.map(({ at }) => at));
      const last = Math.max(...pushes.map(({ at, ms }) => at + ms));
      return {
        name,
        records: kiosks * records,
        seconds: (last - first) / 1_000,
        pushes: pushes.map(({ ms }) => ms),
        bytes: pushes.reduce((sum, push) => sum + push.bytes, 0),
        cpuSeconds: kill ? null : after.cpuSeconds - before.cpuSeconds,
        peakBytes: await memory.stop(),
        pulls: kill ? null : after.pulls - before.pulls,
      };
    };

    const storm = await phase('storm', () => 0);
    const calm = await phase('calm', (nth) => (nth / kiosks) * storm.seconds * 1_000);
    const cut = await phase('cut', () => 0, true);

    const saved = fleet.savedIds();
    const { ids, rows, ideas, contributions } = await city.stored();
    const lost = [...saved].filter((id) => !ids.has(id)).length;
    const result: LoadResult = {
      kiosks,
      phases: [calm, storm, cut],
      idleBytes,
      databaseBytesPerRecord: ((await city.bytes()) - emptyBytes) / rows,
      sent: saved.size,
      stored: rows,
      lost,
      duplicated: rows - ids.size + Math.max(0, rows - (saved.size - lost)) + Math.abs(contributions - ideas),
    };
    await fleet.stop();
    await services.stop();
    await city.close();
    return result;
  });

const results: LoadResult[] = [];
for (const kiosks of sizes) results.push(await load(kiosks));

const round = (value: number, digits = 3) => Number(value.toPrecision(digits));
console.table(
  results.flatMap(({ kiosks, phases, idleBytes, databaseBytesPerRecord }) =>
    phases.map(({ name, seconds, pushes, bytes, cpuSeconds, peakBytes, pulls, records: count }) => ({
      kiosks,
      phase: name,
      'records/s': round(count / seconds),
      'p50 ms': round(percentile(pushes, 50)),
      'p95 ms': round(percentile(pushes, 95)),
      'p99 ms': round(percentile(pushes, 99)),
      'KiB sent': round(bytes / 1_024),
      'CPU s / 1,000 kiosks': cpuSeconds === null ? '' : round((cpuSeconds / kiosks) * 1_000),
      'peak MiB': round(peakBytes / MIB),
      'MiB / 1,000 kiosks': round(((peakBytes - idleBytes) / MIB / kiosks) * 1_000),
      pulls: pulls ?? '',
      'DB bytes/record': round(databaseBytesPerRecord),
    })),
  ),
);

const series = (measure: (phase: Phase, kiosks: number) => number | null): Chart['series'] =>
  ['calm', 'storm', 'cut'].map((name) => ({
    name,
    points: results.flatMap(({ kiosks, phases }) =>
      phases
        .filter((phase) => phase.name === name)
        .flatMap((phase) => {
          const y = measure(phase, kiosks);
          return y === null ? [] : [{ x: kiosks, y }];
        }),
    ),
  }));
const one = (name: string, measure: (result: LoadResult) => number): Chart['series'] => [
  { name, points: results.map((result) => ({ x: result.kiosks, y: measure(result) })) },
];
const charts: Chart[] = [
  { title: 'records a second', series: series(({ records: count, seconds }) => count / seconds) },
  { title: 'p50 from push to acknowledgement, ms', series: series(({ pushes }) => percentile(pushes, 50)) },
  { title: 'p99 from push to acknowledgement, ms', series: series(({ pushes }) => percentile(pushes, 99)) },
  { title: 'bytes sent a record', series: series(({ bytes, records: count }) => bytes / count) },
  {
    title: 'CPU seconds of the service a 1,000 kiosks',
    series: series(({ cpuSeconds }, kiosks) => cpuSeconds && (cpuSeconds / kiosks) * 1_000),
  },
  { title: 'peak memory of the service, MiB', series: series(({ peakBytes }) => peakBytes / MIB) },
  { title: 'database bytes a record', series: one('database', (result) => result.databaseBytesPerRecord) },
];
const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
const machine = { node: process.version, platform: process.platform, cores: availableParallelism() };
const setting = { store, processes, records };
const report: LoadReport = { at: new Date().toISOString(), machine, setting, results };
writeFileSync(new URL('load.json', folder), `${JSON.stringify(report, null, 2)}\n`);
const heading = `${records} records a kiosk, ${processes} service process${processes > 1 ? 'es' : ''} on ${store}, ${machine.cores} cores`;
writeFileSync(new URL('load.svg', folder), plot({ heading, charts }));

const sum = (of: (result: LoadResult) => number) => results.reduce((total, result) => total + of(result), 0);
const [sent, stored, lost, duplicated] = [
  sum((result) => result.sent),
  sum((result) => result.stored),
  sum((result) => result.lost),
  sum((result) => result.duplicated),
];
console.log(`${sent} records sent, ${stored} stored, ${lost} lost, ${duplicated} duplicated`);
// Not `exitCode`: what stops PostgreSQL when a process ends puts 0 in its place.
process.exit(lost + duplicated > 0 ? 1 : 0);
