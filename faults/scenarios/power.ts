/** The power goes at any moment: whatever was not synced is lost, torn or there, in no order. */
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDataFolder } from '../../electron/host/store/data-folder.ts';
import { databaseFile } from '../../sync-service/data-folder.ts';
import { openSqliteStore } from '../../sync-service/store/sqlite/sqlite-store.ts';
import { kioskRows, servedRows } from '../evidence.ts';
import { type DiskEvent, startDisk, traceScript } from '../trace.ts';
import type { Verdict } from '../verdict.ts';
import type { Scenario } from './scenario.ts';

const CONTRIBUTIONS = 40;

/** Ids after a recovery by the very code that opens the file on the next morning; none without a file. */
function kioskIds(folder: string): Set<string> {
  openDataFolder(folder).close();
  return new Set(kioskRows(folder).map(({ id }) => id));
}
async function serviceIds(folder: string): Promise<Set<string>> {
  const file = databaseFile(folder);
  await openSqliteStore({ file }).close();
  return new Set((await servedRows({ databaseFile: file, storeUrl: null })).stored.keys());
}

/** Nothing is called saved, or acknowledged, while a write of that database is still on its way to the disk. */
function checkSynced(verdict: Verdict, events: readonly DiskEvent[]): void {
  const unsynced = new Set<string>();
  for (const event of events) {
    if (event.did === 'write') unsynced.add(event.file);
    else if (event.did === 'sync') unsynced.delete(event.file);
    else if (event.did === 'tell') {
      const [what, id] = event.line.split(' ');
      const [side, assertion] =
        what === 'saved'
          ? (['kiosk', 'saved-is-kept'] as const)
          : (['service', 'acknowledged-is-stored'] as const);
      const isSynced = ![...unsynced].some(
        (file) => basename(dirname(file)) === side && file.endsWith('-wal'),
      );
      verdict.check(assertion, isSynced, () => `${what} ${id} was told before it was synced`);
      verdict.count(`${what}: told after a sync`, isSynced ? 1 : 0);
    }
  }
}

export const power: Scenario = {
  name: 'power',
  about: 'the power is cut, and what was not synced is lost or torn',
  asserts: ['saved-is-kept', 'acknowledged-is-stored'],
  stores: ['sqlite'],
  rounds: { short: 60, long: 2_000 },
  async run({ world, verdict, rounds }) {
    const folder = join(realpathSync(world.folder), 'traced');
    for (const part of ['kiosk', 'service']) mkdirSync(join(folder, part), { recursive: true });
    const script = fileURLToPath(new URL('../processes/power.ts', import.meta.url));
    const seed = String(1 + Math.floor(world.random() * 1_000_000));
    const events = traceScript({ script, folder, words: [String(CONTRIBUTIONS), seed] });
    verdict.count('writes traced', events.filter(({ did }) => did === 'write').length);
    verdict.count('syncs traced', events.filter(({ did }) => did === 'sync').length);
    // The very first start is short, and has its own dangers: a third of the cuts fall into it.
    const started = events.findIndex(({ did }) => did === 'tell');
    const cuts = Array.from({ length: rounds }, (_, round) =>
      Math.floor(world.random() * (round % 3 === 0 ? started : events.length)),
    ).toSorted((a, b) => a - b);
    checkSynced(verdict, events);
    const disk = startDisk({ from: folder, random: world.random });
    const into = join(world.folder, 'cut');
    let at = 0;
    for (const cut of cuts) {
      for (; at <= cut; at += 1) disk.happen(events[at] as DiskEvent);
      for (const part of ['kiosk', 'service']) mkdirSync(join(into, part), { recursive: true });
      disk.cutPower({ into });
      const kept = kioskIds(join(into, 'kiosk'));
      const stored = await serviceIds(join(into, 'service'));
      for (const line of disk.told) {
        const [what, id = ''] = line.split(' ');
        if (what === 'saved') verdict.check('saved-is-kept', kept.has(id), () => `${id} is gone`);
        else verdict.check('acknowledged-is-stored', stored.has(id), () => `${id} is gone from the service`);
      }
      verdict.count('power cuts');
      rmSync(into, { recursive: true });
    }
  },
};
