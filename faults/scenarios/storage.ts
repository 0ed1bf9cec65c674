/** Disks that are full, read-only or damaged, on both sides, and two kiosks on one folder. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ProblemCode } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { FaultOrder } from '../points.ts';
import type { Child } from '../process.ts';
import type { Verdict } from '../verdict.ts';
import type { FaultyKiosk, World } from '../world.ts';
import type { Scenario } from './scenario.ts';

const POSTS = 40;
const PAGE_BYTES = 4_096;
/** In the service's log. */
const NO_ROOM = /"code":"(?:53100|SQLITE_FULL)"/;
const NAMED = ['storage-corrupt', 'storage-read-only', 'storage-newer', 'storage-unsafe'];

type Given = { readonly world: World; readonly verdict: Verdict; readonly kiosk: FaultyKiosk };
type DiskFault = Extract<FaultOrder, { on: boolean }>['fault'];
const DISK_FAULTS: Record<DiskFault, ProblemCode> = {
  'disk-full': 'storage-full',
  'read-only': 'storage-read-only',
};

/** Posts until the disk refuses; then the fault goes away by itself. */
async function refuseWrites(
  { world, verdict, kiosk }: Given,
  fault: DiskFault,
  victim: Child,
): Promise<void> {
  victim.order({ fault, on: true });
  let refused = 0;
  let saved = 0;
  for (let posts = 0; posts < POSTS; posts += 1) {
    const outcome = await kiosk.post({ ideasOnly: true });
    if (outcome === null) throw new Error(`the kiosk died: ${victim.said()}`);
    if (outcome.ok) {
      saved += 1;
      continue;
    }
    refused += 1;
    verdict.check('refusal-is-named', outcome.problem === DISK_FAULTS[fault], () => outcome.problem);
  }
  verdict.count(`${fault}: contributions refused`, refused);
  verdict.count(`${fault}: contributions saved`, saved);
  await world.checkNow(verdict);
  victim.order({ fault, on: false });
}

/** A file's number may be given again, its time of birth is not. */
function identityOf(file: string): string {
  const { ino, birthtimeNs } = statSync(file, { bigint: true });
  return `${ino} ${birthtimeNs}`;
}

/** Overwrites a few bytes of a copy, and opens it as a librarian would the next morning. */
async function damage({ world, verdict, kiosk }: Given, how: 'bytes' | 'page'): Promise<void> {
  const copy = join(world.folder, 'damaged');
  world.copyFolder(kiosk.dataFolder, copy);
  const files = readdirSync(copy).filter((name) => name.startsWith('kiosk.db') && !name.endsWith('-shm'));
  const sized = files.filter((name) => statSync(join(copy, name)).size > 0);
  const name = sized[Math.floor(world.random() * sized.length)] as string;
  const file = join(copy, name);
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  const noise = (length: number) =>
    Buffer.from(Array.from({ length }, () => Math.floor(world.random() * 256)));
  const flips = 1 + Math.floor(world.random() * 64);
  if (how === 'page') {
    const page = Math.floor(world.random() * (size / PAGE_BYTES));
    writeSync(handle, noise(PAGE_BYTES), 0, PAGE_BYTES, page * PAGE_BYTES);
  } else {
    for (let flip = 0; flip < flips; flip += 1) {
      writeSync(handle, noise(1), 0, 1, Math.floor(world.random() * size));
    }
  }
  closeSync(handle);
  const database = join(copy, 'kiosk.db');
  const digest = sha256(readFileSync(database).toString('base64'));
  const made = identityOf(database);

  const on = world.startProcess();
  const opened = await on.ask(copy, { do: 'open', serviceUrl: null });
  const status = opened?.ok ? await on.ask(copy, { do: 'call', name: 'kiosk:status', input: {} }) : null;
  const isAlive = on.child.isAlive();
  await on.child.kill();
  const isNamed = opened?.ok === true ? status !== null : NAMED.includes(opened?.problem ?? '');
  // The same file, not a new one of its name; and untouched where it was refused.
  const isThere = existsSync(database) && identityOf(database) === made;
  const isLeft = opened?.ok === true || sha256(readFileSync(database).toString('base64')) === digest;
  const told = () =>
    `${how === 'page' ? 'a page' : `${flips} bytes`} of ${name}: ${JSON.stringify(opened)} ${on.child.said()}`;
  verdict.check('damage-is-named', isAlive && isNamed && isThere && isLeft, told);
  verdict.count(opened?.ok ? 'damaged: used' : `damaged: refused as ${opened?.problem}`);
}

export const storage: Scenario = {
  name: 'storage',
  about: 'disks full, read-only and damaged; two kiosks on one folder',
  asserts: ['refusal-is-named', 'saved-is-kept', 'one-kiosk-a-folder', 'damage-is-named', 'drained'],
  stores: ['sqlite', 'postgres'],
  rounds: { short: 3, long: 100 },
  async run({ world, verdict, rounds }) {
    let on = world.startProcess();
    const kiosk = await world.addKiosk(on);
    for (let round = 0; round < rounds; round += 1) {
      await kiosk.openDesk();
      const given = { world, verdict, kiosk };
      await refuseWrites(given, 'disk-full', on.child);
      await refuseWrites(given, 'read-only', on.child);
      await refuseWrites(given, 'disk-full', world.service.child);

      const second = world.startProcess();
      const opened = await second.ask(kiosk.dataFolder, { do: 'open', serviceUrl: null });
      const isRefused = opened !== null && !opened.ok && opened.problem === 'kiosk-already-running';
      verdict.check('one-kiosk-a-folder', isRefused, () => JSON.stringify(opened));
      await second.child.kill();

      // Killed, so that there is a log to damage too.
      await on.child.kill();
      for (let copies = 0; copies < 3; copies += 1) {
        await damage(given, 'bytes');
        await damage(given, 'page');
      }
      on = world.startProcess();
      await kiosk.open(on, world.service.url);
    }
    await world.drain(verdict);
    await world.checkNow(verdict);
    const refusals = world.service.logged().split(NO_ROOM).length - 1;
    verdict.count('disk-full: what the service could not keep and was sent again', refusals);
    await world.countRecords(verdict);
  },
};
