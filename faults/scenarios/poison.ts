/** One bad record among many good ones, on a kiosk's own disk, of every kind that can be thought of. */
import { randomBytes, randomUUID } from 'node:crypto';
import { bodyLine, headerLine, type RecordLines } from '../../common/domain/record-lines.ts';
import type { RecordHeader } from '../../common/domain/records.ts';
import { openDataFolder } from '../../electron/host/store/data-folder.ts';
import { createStore } from '../../electron/host/store/store.ts';
import { random16, sha256 } from '../../platform/crypto.ts';
import { idea } from '../../sync-service/test-support/contributions.ts';
import { servedRows } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';
import { type FaultyKiosk, pick, type World } from '../world.ts';
import type { Scenario } from './scenario.ts';

/** A batch of fifty with the bad one. */
const GOOD_A_ROUND = 49;
/** Everything there is is read each time. */
const CHECKED_EVERY = 50;
/** What the service cannot read at all stays on the kiosk alone. */
const UNREADABLE = ['ten megabytes that compress', 'ten megabytes that do not', 'a line too many'];

type Words = { readonly words: string };
const TEN_MEGABYTES = 10_000_000;

/** Each makes a record bad in its own way. */
const POISONS: Readonly<
  Record<string, (lines: RecordLines, make: (words: Words) => RecordLines) => RecordLines>
> = {
  'U+0000': (_, make) => make({ words: 'before\u0000after' }),
  'a lone surrogate': (_, make) => make({ words: 'before\ud800after' }),
  'no words': (_, make) => make({ words: '' }),
  'another body than its digest': ({ header, body }) => ({ header, body: body.replace('square', 'circle') }),
  'no JSON': ({ body }) => ({ header: 'no header', body }),
  'a header with a space': ({ header, body }) => ({ header: header.replace('{', '{ '), body }),
  'an unknown kind': ({ header, body }) => ({ header: header.replace('"idea"', '"idea.of-tomorrow"'), body }),
  'ten megabytes that compress': (_, make) => make({ words: 'long '.repeat(TEN_MEGABYTES / 5) }),
  'ten megabytes that do not': (_, make) => make({ words: randomBytes(TEN_MEGABYTES / 2).toString('hex') }),
  'a line too many': ({ header, body }) => ({ header: `${header}\n`, body }),
};

/** Writes it as the kiosk's next record, as a broken program would. */
function poison({ dataFolder, kind, world }: { dataFolder: string; kind: string; world: World }): string {
  const { db, close } = openDataFolder(dataFolder);
  try {
    const store = createStore(db);
    const chainId = store.device.chainId() ?? '';
    const head = store.records.head(chainId);
    const make = ({ words }: Words): RecordLines => {
      // Put in afterwards, since the encoder refuses what no record may hold.
      const harmless = bodyLine(random16(), idea(world.consultation.id, { words: 'WORDS' }));
      const body = harmless.replace('WORDS', () => JSON.stringify(words).slice(1, -1));
      const header: RecordHeader = { ...base, payloadHash: sha256(body) };
      return { header: headerLine(header), body };
    };
    const base: RecordHeader = {
      anchor: null,
      at: 0,
      boot: random16(),
      chainId,
      id: randomUUID(),
      kind: 'idea',
      mode: 'assisted',
      mono: 0,
      participantId: null,
      payloadHash: '',
      prev: head?.hash ?? null,
      seq: (head?.seq ?? 0) + 1,
      sessionId: null,
      v: 1,
    };
    const lines = POISONS[kind]?.(make({ words: 'Benches around the square.' }), make);
    if (lines === undefined) throw new Error(`no poison is called ${kind}`);
    store.transaction(() => store.records.insert({ header: base, lines, hash: sha256(lines.header) }));
    return base.id;
  } finally {
    close();
  }
}

type Bad = { readonly id: string; readonly kind: string };

/** Every good one so far is stored, and staff see every bad one. */
async function checkAll(
  { world, verdict }: { readonly world: World; readonly verdict: Verdict },
  { kiosk, bad }: { readonly kiosk: FaultyKiosk; readonly bad: readonly Bad[] },
): Promise<void> {
  const { stored, quarantined } = await servedRows(world.service);
  for (const id of kiosk.saved) verdict.check('good-accepted', stored.has(id), () => `${id} is not stored`);
  const rows = new Map(kiosk.rows().map((row) => [row.id, row]));
  for (const { id, kind } of bad) {
    const row = rows.get(id);
    const isKept = UNREADABLE.includes(kind)
      ? row?.rule === 'batch-malformed'
      : quarantined.has(row?.lines ?? '') && row?.rule !== null;
    const isVisible = row?.state === 'quarantined' && isKept;
    verdict.check('bad-visible', isVisible, () => `${id} (${kind}): ${row?.state}, ${row?.rule}`);
  }
}

export const poisoned: Scenario = {
  name: 'poison',
  about: 'a bad record among good ones',
  asserts: [
    'good-accepted',
    'bad-visible',
    'connection-kept',
    'drained',
    'acknowledged-is-stored',
    'no-duplicates',
  ],
  stores: ['sqlite', 'postgres'],
  rounds: { short: Object.keys(POISONS).length, long: 1_000 },
  async run({ world, verdict, rounds }) {
    const on = world.startProcess();
    const kiosk = await world.addKiosk(on);
    const bad: Bad[] = [];
    const kinds = Object.keys(POISONS);
    for (let round = 0; round < rounds; round += 1) {
      const kind = round < kinds.length ? (kinds[round] as string) : pick(kinds, world.random);
      const before = Math.floor(world.random() * (GOOD_A_ROUND + 1));
      await kiosk.close();
      await kiosk.open(on, null);
      await kiosk.openDesk();
      for (let posts = 0; posts < before; posts += 1) await kiosk.post();
      await kiosk.close();
      bad.push({ id: poison({ dataFolder: kiosk.dataFolder, kind, world }), kind });
      verdict.count(`bad records: ${kind}`);
      await kiosk.open(on, null);
      await kiosk.openDesk();
      for (let posts = before; posts < GOOD_A_ROUND; posts += 1) await kiosk.post();
      await kiosk.close();

      const connected = connections(world);
      await kiosk.open(on, world.service.url);
      await world.drain(verdict);
      const made = connections(world) - connected;
      verdict.check('connection-kept', made === 1, () => `${made} connections over ${kind}`);
      if (round % CHECKED_EVERY === CHECKED_EVERY - 1) await checkAll({ world, verdict }, { kiosk, bad });
    }
    await checkAll({ world, verdict }, { kiosk, bad });
    await world.checkNow(verdict);
    await world.countRecords(verdict);
  },
};

const connections = (world: World): number => world.service.logged().split('device connected').length - 1;
