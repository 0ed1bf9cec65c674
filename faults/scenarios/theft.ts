/** The disk is copied at every moment: what people do not want published is on none of the copies, and opens with the key alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordHeader } from '../../common/domain/records.ts';
import { parseSlip } from '../../common/domain/slip.ts';
import { makeSealKeys, unseal } from '../../platform/sealed-file.ts';
import { identityOfSlip } from '../../platform/slip.ts';
import { openSealed } from '../../sync-service/services/personal-data.ts';
import { besideService } from '../service.ts';
import type { Verdict } from '../verdict.ts';
import type { FaultyKiosk, World } from '../world.ts';
import type { Scenario } from './scenario.ts';

const LANGUAGE = {
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;

type Person = { readonly title: string; readonly words: string; readonly draft: string };
type Given = { readonly world: World; readonly verdict: Verdict; readonly kiosk: FaultyKiosk };

/** As a thief would: every file, whatever it is. */
function checkDisk({ world, verdict, kiosk }: Given, person: Person, when: string): void {
  const copy = join(world.folder, 'stolen');
  world.copyFolder(kiosk.dataFolder, copy);
  const found = readdirSync(copy).flatMap((name) => {
    const bytes = readFileSync(join(copy, name)).toString('latin1');
    return Object.entries(person).flatMap(([what, text]) =>
      bytes.includes(text) ? [`${what} in ${name}`] : [],
    );
  });
  verdict.check('nothing-readable', found.length === 0, () => `${when}: ${found.join(', ')}`);
  verdict.count('disks copied');
}

/** Ids of all that is recorded of whoever said this. */
function recordsOfAuthor(kiosk: FaultyKiosk, contributionId: string): string[] {
  const headers = kiosk.rows().map(({ lines }) => JSON.parse(lines.split('\n')[0] ?? '') as RecordHeader);
  const author = headers.find(({ id }) => id === contributionId)?.participantId;
  return headers.filter(({ participantId }) => participantId === author).map(({ id }) => id);
}

/** Whether the person took it back before they left. */
async function help(given: Given, person: Person): Promise<boolean> {
  const { world, verdict, kiosk } = given;
  await kiosk.openDesk({ publishes: false });
  const { title, words, draft } = person;
  const typed = { kind: 'idea', target: null, title, words: draft, topicId: null, language: 'en' } as const;
  await kiosk.call('draft:save', typed);
  checkDisk(given, person, 'while it was typed');
  await kiosk.call('idea:similar', { text: words });
  const posted = await kiosk.call('idea:post', { title, words, topicId: null, ...LANGUAGE });
  if (!posted?.ok) throw new Error(`the kiosk did not take it: ${JSON.stringify(posted)}`);
  kiosk.saved.add(posted.value.id);
  const status = await kiosk.status();
  // What opens and resumes it: on no disk, while its owner is there and afterwards.
  const { code = null, slip = null } = status?.participant ?? {};
  if (code === null || slip === null) throw new Error('whoever posted has a slip');
  const opens = identityOfSlip(parseSlip(slip)?.secret ?? new Uint8Array());
  const withSlip = { ...person, code, slip, opens };
  checkDisk(given, withSlip, 'when it was saved');
  if (world.random() < 0.5) {
    await world.waitFor(kiosk, ({ sync }) => sync.pending === 0);
    checkDisk(given, withSlip, 'when it was sent');
  }
  const takesBack = world.random() < 0.25;
  if (takesBack) {
    const taken = await kiosk.call('receipt:withdraw', { code, id: null });
    if (!taken?.ok) throw new Error(`it could not be taken back: ${JSON.stringify(taken)}`);
    for (const id of recordsOfAuthor(kiosk, posted.value.id)) world.takenBack.add(id);
    checkDisk(given, withSlip, 'when it was taken back');
    verdict.count('people who took it back');
  }
  await kiosk.call('participant:leave', {});
  checkDisk(given, withSlip, 'when the person had left');
  return takesBack;
}

export const theft: Scenario = {
  name: 'theft',
  about: 'the disk of a kiosk is copied at every moment',
  asserts: ['nothing-readable', 'sealed-whole', 'seal-holds', 'saved-is-kept', 'drained'],
  stores: ['sqlite', 'postgres'],
  /** People. */
  rounds: { short: 6, long: 100 },
  async run({ world, verdict, rounds }) {
    const keys = await makeSealKeys();
    await besideService(world.service, ({ store }) =>
      store.personalData.addRecipient({ recipient: keys.recipient, at: Date.now() }),
    );
    let on = world.startProcess();
    const kiosk = await world.addKiosk(on);
    const given = { world, verdict, kiosk };
    const people = Array.from(
      { length: rounds },
      (_, person): Person => ({
        title: `Title-of-${person}-unheard`,
        words: `Words-of-${person}-unheard, and nobody shall read them.`,
        draft: `Draft-of-${person}-unheard`,
      }),
    );
    const takenBack = new Set<number>();
    for (const [number, person] of people.entries()) {
      if (await help(given, person)) takenBack.add(number);
      if (number % 3 !== 2) continue;
      await on.child.kill();
      checkDisk(given, person, 'when the kiosk was killed');
      on = world.startProcess();
      await kiosk.open(on, world.service.url);
    }
    await world.drain(verdict);
    await world.checkNow(verdict);
    const records = await besideService(world.service, ({ store }) =>
      store.personalData.sealed({ after: 0, limit: rounds + 1 }),
    );
    const opened = await Promise.all(
      records.map((record) => openSealed({ record, identity: keys.identity })),
    );
    for (const [number, { title, words }] of people.entries()) {
      const whole = opened.some((one) => one?.title === title && one.words === words);
      if (takenBack.has(number))
        verdict.check('seal-holds', !whole, () => `what person ${number} took back can be read with the key`);
      else
        verdict.check('sealed-whole', whole, () => `what person ${number} said cannot be read with the key`);
    }
    for (const { id, lines } of records) {
      const { sealed } = JSON.parse(lines.body.slice(22)) as { sealed: string };
      const bytes = Buffer.from(sealed, 'base64');
      const at = Math.floor(world.random() * bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(world.random() * 8));
      const altered = await unseal(bytes, keys.identity);
      verdict.check('seal-holds', !altered.ok, () => `${id} opens with a bit of it altered`);
      const stranger = await unseal(Buffer.from(sealed, 'base64'), (await makeSealKeys()).identity);
      verdict.check('seal-holds', !stranger.ok, () => `${id} opens with a stranger's key`);
    }
    await world.countRecords(verdict);
  },
};
