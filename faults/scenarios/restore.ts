/** An older backup of the service comes back under live kiosks; a kiosk's disk is set back, or runs twice. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runAdmin } from '../../sync-service/test-support/admin.ts';
import { servedRows } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';
import { type FaultyKiosk, type KioskProcess, pick, type World } from '../world.ts';
import type { Scenario } from './scenario.ts';

const KIOSKS = 3;

type Given = { readonly world: World; readonly verdict: Verdict };

async function admin({ world }: Given, words: readonly string[]): Promise<void> {
  const run = await runAdmin({ words, dataFolder: world.service.folder });
  if (run.code !== 0) throw new Error(`admin ${words.join(' ')}: ${run.stderr}`);
}

async function postSome(world: World, kiosks: readonly FaultyKiosk[]): Promise<void> {
  for (const kiosk of kiosks) {
    await kiosk.openDesk();
    for (let posts = 0; posts < 1 + world.random() * 8; posts += 1) await kiosk.post();
  }
}

/** As docs/OPERATIONS.md says it. */
async function setServiceBack(given: Given): Promise<void> {
  const { world, verdict } = given;
  const backup = join(world.folder, 'backup.sqlite');
  rmSync(backup, { force: true });
  await admin(given, ['backup', '--to', backup]);
  await postSome(world, world.kiosks);
  await world.drain(verdict);
  await world.service.kill();
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(`${world.service.databaseFile}${suffix}`, { force: true });
  cpSync(backup, world.service.databaseFile);
  await admin(given, ['restored']);
  await world.service.start();
  verdict.count('backups put back');
}

/** An image of a kiosk's disk comes back after the kiosk went on: what it lost there, the service has. */
async function setKioskBack(given: Given, on: KioskProcess): Promise<void> {
  const { world, verdict } = given;
  const kiosk = pick(world.kiosks, world.random);
  await kiosk.close();
  const image = `${kiosk.dataFolder}-image`;
  world.copyFolder(kiosk.dataFolder, image);
  const before = new Set(kiosk.rows().map(({ id }) => id));
  await kiosk.open(on, world.service.url);
  await postSome(world, [kiosk]);
  await world.drain(verdict);
  await kiosk.close();
  const lost = kiosk.rows().filter(({ id }) => !before.has(id));
  world.copyFolder(image, kiosk.dataFolder);
  for (const { id } of lost) kiosk.saved.delete(id);
  await kiosk.open(on, world.service.url);
  await postSome(world, [kiosk]);
  await world.drain(verdict);
  const { stored, quarantined } = await servedRows(world.service);
  const anew = kiosk.rows().filter(({ id }) => !before.has(id));
  for (const { id, lines } of [...lost, ...anew]) {
    const isKept = stored.get(id)?.includes(lines) || quarantined.has(lines);
    verdict.check('both-branches-kept', isKept === true, () => `${id} of ${kiosk.name} is gone`);
  }
  verdict.count('kiosks set back');
}

export const restore: Scenario = {
  name: 'restore',
  about: 'the service or a kiosk is set back to an older disk',
  asserts: [
    'saved-is-kept',
    'acknowledged-is-stored',
    'content-unchanged',
    'no-duplicates',
    'drained',
    'both-branches-kept',
  ],
  stores: ['sqlite'],
  rounds: { short: 2, long: 100 },
  async run({ world, verdict, rounds }) {
    const on = world.startProcess();
    for (let made = 0; made < KIOSKS; made += 1) await world.addKiosk(on);
    const given = { world, verdict };
    for (let round = 0; round < rounds; round += 1) {
      await postSome(world, world.kiosks);
      await setServiceBack(given);
      await world.drain(verdict);
      await world.checkNow(verdict);
      await setKioskBack(given, on);
      await world.checkNow(verdict);
    }
    await world.countRecords(verdict);
  },
};
