/**
 * A line that doubles, delays, reorders, truncates and cuts batches and loses answers, under clocks that jump by
 * years in other time zones; and one id with two contents, every round.
 */
import { bodyLine, headerLine } from '../../common/domain/record-lines.ts';
import type { RecordHeader } from '../../common/domain/records.ts';
import { random16, sha256 } from '../../platform/crypto.ts';
import { idea } from '../../sync-service/test-support/contributions.ts';
import { connectKiosk, enrolDevice, startChain } from '../../sync-service/test-support/kiosk.ts';
import { servedRows } from '../evidence.ts';
import { type LineFault, startRelay } from '../relay.ts';
import type { Verdict } from '../verdict.ts';
import { pick, type World } from '../world.ts';
import type { Scenario } from './scenario.ts';

const YEAR_MS = 365 * 86_400_000;
const ZONES = ['Europe/Brussels', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'];
/** Both changes of 2026 in Brussels, an hour before each. */
const CLOCK_CHANGES = [Date.UTC(2026, 2, 29, 0), Date.UTC(2026, 9, 25, 0)];
/** 100,000 in the long form. */
const POSTS_A_ROUND = { few: 25, many: 250 };
const MANY_ROUNDS = 50;
/** Everything there is is read each time. */
const CHECKED_EVERY = 10;

/** Of 100 batches: 20 doubled, 20 late, 10 answers lost, 5 truncated, 5 cut. */
function faultOf(percent: number): LineFault {
  if (percent < 20) return 'doubled';
  if (percent < 40) return 'late';
  if (percent < 50) return 'answer-lost';
  if (percent < 55) return 'truncated';
  return percent < 60 ? 'cut' : 'none';
}

/** Another device sends a record, and another content under the same id. */
async function sendConflict({ world, verdict }: { world: World; verdict: Verdict }): Promise<void> {
  const device = await enrolDevice({ url: world.service.url, code: await world.makeCode() });
  const chain = startChain();
  const kiosk = await connectKiosk({ url: world.service.url, device, chain });
  const first = chain.add('idea', idea(world.consultation.id, { words: 'The first words.' }));
  const body = bodyLine(random16(), { ...idea(world.consultation.id), words: 'Other words.' });
  const header: RecordHeader = {
    ...first.header,
    seq: 2,
    prev: chain.head?.hash ?? null,
    payloadHash: sha256(body),
  };
  const second = { header: headerLine(header), body };
  await kiosk.push([first.lines]);
  const answer = await kiosk.push([second]);
  kiosk.socket.disconnect();
  const { stored, quarantined } = await servedRows(world.service);
  const bothKept =
    answer.ok &&
    answer.value.statuses[0] === 'quarantined' &&
    stored.get(first.id)?.[0] === `${first.lines.header}\n${first.lines.body}` &&
    quarantined.get(`${second.header}\n${second.body}`) === 'id-conflict';
  verdict.check('conflicts-kept', bothKept, () => `${first.id} was told ${JSON.stringify(answer)}`);
  verdict.count('ids with two contents');
}

export const network: Scenario = {
  name: 'network',
  about: 'batches doubled, late, truncated, cut, answers lost; clocks off by years',
  asserts: [
    'saved-is-kept',
    'acknowledged-is-stored',
    'content-unchanged',
    'no-duplicates',
    'drained',
    'conflicts-kept',
    'saved-arrives',
  ],
  stores: ['sqlite', 'postgres'],
  rounds: { short: 6, long: 400 },
  async run({ world, verdict, rounds }) {
    const { random, service } = world;
    const postsARound = rounds < MANY_ROUNDS ? POSTS_A_ROUND.few : POSTS_A_ROUND.many;
    let isBad = true;
    let once: LineFault | null = null;
    const next = (): LineFault => {
      const fault = once ?? (isBad ? faultOf(random() * 100) : 'none');
      once = null;
      return fault;
    };
    const relay = await startRelay({ serviceUrl: service.url, next, random });
    let on = world.startProcess({ TZ: pick(ZONES, random) });
    const kiosk = await world.addKiosk(on, { serviceUrl: relay.url });
    for (let round = 0; round < rounds; round += 1) {
      if (round % 5 === 4) {
        await on.child.kill();
        on = world.startProcess({ TZ: pick(ZONES, random) });
        await kiosk.open(on, relay.url);
      }
      const toChange = pick(CLOCK_CHANGES, random) - Date.now();
      const offset = random() < 0.3 ? toChange : Math.round((random() - 0.5) * 20 * YEAR_MS);
      on.child.order({ fault: 'clock', offset });
      verdict.count('clock jumps');
      // What a kiosk learns at its next welcome makes its clock right again.
      relay.cutAll();
      await kiosk.call('sync:now', {});
      await world.waitFor(kiosk, ({ consultation }) => consultation?.state === 'open');
      if ((await kiosk.openDesk()) === false) throw new Error(`the kiosk died: ${on.child.said()}`);
      for (let posts = 0; posts < postsARound; posts += 1) await kiosk.post();
      if (random() < 0.5) {
        relay.cutAll();
        verdict.count('connections cut');
      }
      // A touch of "Try now" saves the planned wait; what drains unattended is seen at the end.
      await kiosk.call('sync:now', {});
      await world.waitFor(kiosk, ({ sync }) => sync.pending < postsARound, { within: 5_000 });
      // A batch of one, cut short: there is nothing in it to tell good records from bad ones by.
      await world.waitFor(kiosk, ({ sync }) => sync.pending === 0, { within: 5_000 });
      once = 'truncated';
      await kiosk.post();
      if (rounds < MANY_ROUNDS || round % CHECKED_EVERY === 0) await world.checkNow(verdict);
      await sendConflict({ world, verdict });
    }
    isBad = false;
    once = null;
    await world.drain(verdict);
    // What came cut short by itself is set aside until the next connection.
    relay.cutAll();
    await kiosk.call('sync:now', {});
    await world.waitFor(kiosk, ({ sync }) => sync.quarantined === 0 && sync.pending === 0);
    await world.drain(verdict);
    await world.checkNow(verdict);
    const { stored } = await servedRows(service);
    for (const { id, state, rule } of kiosk.rows())
      verdict.check(
        'saved-arrives',
        stored.has(id),
        () => `${id} is ${state}, ${rule}, and not at the service`,
      );
    for (const [fault, times] of relay.done) verdict.count(`batches: ${fault}`, times);
    await world.countRecords(verdict);
    await relay.close();
  },
};
