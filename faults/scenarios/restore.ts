/** An older backup of the service comes back under live kiosks; a kiosk's disk is set back, or runs twice. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseWith, filesWith, servedRows } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';
import { type FaultyKiosk, type KioskProcess, pick, type World } from '../world.ts';
import { backUp, putBack } from './restore/service-back.ts';
import type { Scenario } from './scenario.ts';

const KIOSKS = { few: 3, many: 50 };
const MANY_ROUNDS = 20;
/** Every kiosk pulls a new snapshot after an older backup, on the cores that they share here. */
const ERASED_WITHIN_MS = { first: 30_000, aKiosk: 3_000 };
const LOOK_EVERY_MS = 100;
const LANGUAGE = {
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;

type Given = { readonly world: World; readonly verdict: Verdict; readonly on: KioskProcess };
type Said = {
  readonly id: string;
  readonly words: string;
  readonly code: string;
  readonly author: FaultyKiosk;
};

async function postSome(world: World, kiosks: readonly FaultyKiosk[]): Promise<void> {
  for (const kiosk of kiosks) {
    await kiosk.openDesk();
    for (let posts = 0; posts < 1 + world.random() * 8; posts += 1) await kiosk.post();
  }
}

/** An image of a kiosk's disk, made while it is off. */
async function imageOf({ world, on }: Given, kiosk: FaultyKiosk): Promise<string> {
  await kiosk.close();
  const image = `${kiosk.dataFolder}-image`;
  world.copyFolder(kiosk.dataFolder, image);
  await kiosk.open(on, world.service.url);
  return image;
}

/** Somebody says what they will take back by the code of their slip. */
async function say(author: FaultyKiosk, words: string): Promise<Said> {
  await author.openDesk();
  const posted = await author.call('idea:post', { title: words, words, topicId: null, ...LANGUAGE });
  const code = (await author.status())?.participant?.code ?? null;
  if (!posted?.ok || code === null) throw new Error(`nothing was said: ${JSON.stringify(posted)}`);
  const { id } = posted.value;
  author.saved.add(id);
  return { id, words, code, author };
}

async function takeBack({ world, verdict }: Given, { code, id }: Said, at: FaultyKiosk): Promise<void> {
  const withdrawn = await at.call('receipt:withdraw', { code, id });
  if (!withdrawn?.ok) throw new Error(`nothing was taken back: ${JSON.stringify(withdrawn)}`);
  world.takenBack.add(id);
  verdict.count('contributions taken back');
  await world.drain(verdict);
}

async function checkGone({ world, verdict }: Given, { words }: Said, when: string): Promise<void> {
  const found = await databaseWith(world.service, words);
  verdict.check('taken-back-stays-gone', found.length === 0, () => `${words}, ${when}: ${found.join(', ')}`);
}

/** Within a while on the kiosk where they were said, and at the service. */
async function checkErased({ world, verdict }: Given, { author, words }: Said, when: string): Promise<void> {
  const within = ERASED_WITHIN_MS.first + world.kiosks.length * ERASED_WITHIN_MS.aKiosk;
  const until = performance.now() + within;
  for (;;) {
    const found = [...filesWith(author.dataFolder, words), ...(await databaseWith(world.service, words))];
    const isGone = found.length === 0;
    if (isGone || performance.now() > until)
      return verdict.check('taken-back-stays-gone', isGone, () => `${words}, ${when}: ${found.join(', ')}`);
    await delay(LOOK_EVERY_MS);
  }
}

async function setServiceBack(given: Given, round: number): Promise<void> {
  const { world, verdict, on } = given;
  const author = pick(world.kiosks, world.random);
  const said = await say(author, `In-vain-${round}-said`);
  await world.drain(verdict);
  const image = await imageOf(given, author);
  const backup = await backUp(world);
  if (!readFileSync(backup).includes(said.words)) throw new Error('the backup was made too early');
  const others = world.kiosks.filter((kiosk) => kiosk !== author);
  await postSome(world, others);
  const withdrawer = pick(others, world.random);
  await takeBack(given, said, withdrawer);
  // Whoever knows of it stays away until the service is back and has been looked at.
  await withdrawer.close();
  await author.close();
  await world.service.kill();
  await putBack(world, backup);
  await checkGone(given, said, 'before anybody came');
  world.copyFolder(image, author.dataFolder);
  await world.service.start();
  await author.open(on, world.service.url);
  const there = world.kiosks.filter((kiosk) => kiosk !== withdrawer);
  await world.drain(verdict, { of: there });
  await checkErased(given, said, 'when an older disk had brought it again');
  await withdrawer.open(on, world.service.url);
  await world.drain(verdict);
  verdict.count('backups put back');
}

/** What was written on each branch, the service has. */
async function checkBranches(
  { world, verdict }: Given,
  branches: readonly { readonly name: string; readonly rows: ReturnType<FaultyKiosk['rows']> }[],
): Promise<void> {
  const { stored, quarantined } = await servedRows(world.service);
  for (const { name, rows } of branches) {
    for (const { id, lines } of rows) {
      const isKept = stored.get(id)?.includes(lines) || quarantined.has(lines);
      verdict.check('both-branches-kept', isKept === true, () => `${id} of ${name} is gone`);
    }
  }
}

/** An image of a kiosk's disk comes back after the kiosk went on: what it lost there, the service has. */
async function setKioskBack(given: Given, round: number): Promise<void> {
  const { world, verdict, on } = given;
  const kiosk = pick(world.kiosks, world.random);
  const image = await imageOf(given, kiosk);
  const before = new Set(kiosk.rows().map(({ id }) => id));
  const rows = () => kiosk.rows().filter(({ id }) => !before.has(id));
  await postSome(world, [kiosk]);
  await world.drain(verdict);
  await kiosk.close();
  const lost = rows();
  world.copyFolder(image, kiosk.dataFolder);
  for (const { id } of lost) kiosk.saved.delete(id);
  // Before it hears of it: what it saves now has the places of what it lost.
  await kiosk.open(on, null);
  const said = await say(kiosk, `On-a-branch-${round}-said`);
  await kiosk.close();
  await kiosk.open(on, world.service.url);
  await postSome(world, [kiosk]);
  await world.drain(verdict);
  await checkBranches(given, [
    { name: `${kiosk.name} before`, rows: lost },
    { name: kiosk.name, rows: rows() },
  ]);
  const others = world.kiosks.filter((other) => other !== kiosk);
  await takeBack(given, said, pick(others, world.random));
  await checkErased(given, said, 'though its kiosk had been set back');
  verdict.count('kiosks set back');
}

/** Two machines with one disk: both go on, at the same time. */
async function runTwice(given: Given): Promise<void> {
  const { world, verdict, on } = given;
  const kiosk = pick(world.kiosks, world.random);
  await kiosk.close();
  const before = new Set(kiosk.rows().map(({ id }) => id));
  const twin = world.twinOf(kiosk);
  const both = [kiosk, twin];
  for (const one of both) await one.open(on, world.service.url);
  for (const one of both) await postSome(world, [one]);
  await world.drain(verdict, { of: both });
  await twin.close();
  await checkBranches(
    given,
    both.map(({ name, rows }) => ({ name, rows: rows().filter(({ id }) => !before.has(id)) })),
  );
  verdict.count('kiosks run twice');
}

export const restore: Scenario = {
  name: 'restore',
  about: 'the service or a kiosk is set back to an older disk, or a kiosk runs twice',
  asserts: [
    'saved-is-kept',
    'acknowledged-is-stored',
    'content-unchanged',
    'no-duplicates',
    'drained',
    'both-branches-kept',
    'taken-back-stays-gone',
  ],
  stores: ['sqlite', 'postgres'],
  rounds: { short: 1, long: 100 },
  async run({ world, verdict, rounds }) {
    const on = world.startProcess();
    const kiosks = rounds < MANY_ROUNDS ? KIOSKS.few : KIOSKS.many;
    for (let made = 0; made < kiosks; made += 1) await world.addKiosk(on);
    const given = { world, verdict, on };
    for (let round = 0; round < rounds; round += 1) {
      await postSome(world, world.kiosks);
      await setServiceBack(given, round);
      await world.checkNow(verdict);
      await setKioskBack(given, round);
      await runTwice(given);
      await world.checkNow(verdict);
    }
    verdict.count('kiosks', kiosks);
    await world.countRecords(verdict);
  },
};
