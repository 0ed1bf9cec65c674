/** Dozens write to the feed at once through several processes' stores, and dozens follow it: positions must show in their order. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { readRecord } from '../../sync-service/services/batches.ts';
import { openPostgresStore } from '../../sync-service/store/postgres/postgres-store.ts';
import { FEED_LOCK } from '../../sync-service/store/postgres/publication.ts';
import type { Store } from '../../sync-service/store/store.ts';
import { addDevice } from '../../sync-service/store/test-support/device.ts';
import { idea, support, welcomed } from '../../sync-service/test-support/contributions.ts';
import { startChain } from '../../sync-service/test-support/kiosk.ts';
import type { Random } from '../world.ts';
import type { Scenario } from './scenario.ts';

const STORES = 3;
const KIOSKS = 12;
const EDITORS = 18;
const FOLLOWERS = 24;
const PROPOSALS_AT_ONCE = 8;
const SLOW_MS = 20;
const PAGE = 50;
const LOOK_EVERY_MS = 5;

type Writer = () => Promise<string[]>;

/** Sends what one person leaves, and looks at once, so that it is folded. */
async function kioskWriter(store: Store, scope: string, targets: readonly string[]): Promise<Writer> {
  const deviceId = await addDevice({ store, scope, now: Date.now() });
  const chain = startChain();
  return async () => {
    const of = { participantId: randomUUID() };
    const from = chain.made.length;
    chain.add('participant.welcomed', welcomed(), of);
    const { id } = chain.add('idea', idea(scope), of);
    for (const target of targets) chain.add('support', support(scope, target), of);
    const records = chain.made.slice(from).map(readRecord);
    await store.records.append({ deviceId, records, receivedAt: Date.now() });
    await store.projection.settle();
    return [id];
  };
}

const proposalOf = (consultationId: string) => ({
  id: randomUUID(),
  consultationId,
  topicId: null,
  title: { en: 'More trees' },
  text: { en: 'The city plants trees.' },
  supports: 0,
  comments: 0,
});

/** Publishes beside the fold, as staff do, and is now and then a little slow to commit. */
const editor =
  ({
    store,
    scope,
    random,
  }: {
    readonly store: Store;
    readonly scope: string;
    readonly random: Random;
  }): Writer =>
  async () => {
    const proposals = Array.from({ length: PROPOSALS_AT_ONCE }, () => proposalOf(scope));
    await store.transaction(async () => {
      await store.city.save(proposals.map((document) => ({ kind: 'proposal', document })));
      await delay(random() * SLOW_MS);
    });
    return proposals.map(({ id }) => id);
  };

/** As a kiosk does: only ever asks for what comes after what it has seen, until `isDone` and nothing is left. */
async function follow({
  store,
  scope,
  isDone,
}: {
  readonly store: Store;
  readonly scope: string;
  readonly isDone: () => boolean;
}): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  let position = 0;
  for (;;) {
    const last = isDone();
    const page = await store.feed.page({ scope, position, limit: PAGE, maxBytes: 1e9, tombstones: true });
    for (const { id } of page.entries) seen.add(id);
    position = page.position;
    if (last && !page.more) return seen;
  }
}

/** Whether somebody waits for whoever publishes, as all must. */
async function isWaitedFor(storeUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: storeUrl });
  await client.connect();
  const { rowCount } = await client.query('SELECT 1 FROM pg_locks WHERE NOT granted AND objid = $1', [
    FEED_LOCK,
  ]);
  await client.end();
  return (rowCount ?? 0) > 0;
}

/**
 * One has published and not committed yet; another one publishes meanwhile, if it may, and somebody reads to the end before the first
 * commits. That does so once it was overtaken, or the other one waits for it.
 */
async function overtake({
  stores: [slow, quick, reader],
  storeUrl,
  scope,
}: {
  readonly stores: readonly Store[];
  readonly storeUrl: string;
  readonly scope: string;
}): Promise<{
  readonly written: readonly string[];
  readonly seen: ReadonlySet<string>;
}> {
  if (!slow || !quick || !reader) throw new Error('three stores');
  const [first, second] = [proposalOf(scope), proposalOf(scope)];
  const seen = new Set<string>();
  let position = 0;
  const read = async (): Promise<void> => {
    for (let more = true; more; ) {
      const page = await reader.feed.page({ scope, position, limit: PAGE, maxBytes: 1e9, tombstones: true });
      for (const { id } of page.entries) seen.add(id);
      ({ position, more } = page);
    }
  };
  const begun = Promise.withResolvers<void>();
  let isOvertaken = false;
  const slowly = slow.transaction(async () => {
    await slow.city.save([{ kind: 'proposal', document: first }]);
    begun.resolve();
    while (!isOvertaken && !(await isWaitedFor(storeUrl))) await delay(LOOK_EVERY_MS);
  });
  await begun.promise;
  await quick.city.save([{ kind: 'proposal', document: second }]);
  await read();
  isOvertaken = true;
  await slowly;
  await read();
  return { written: [first.id, second.id], seen };
}

const openStores = (url: string): Promise<Store[]> =>
  Promise.all(Array.from({ length: STORES }, () => openPostgresStore({ url })));

export const followers: Scenario = {
  name: 'followers',
  about: 'many write to the feed at once, and many follow it',
  asserts: ['feed-misses-nothing'],
  stores: ['postgres'],
  /** What each writer writes, so many times. */
  rounds: { short: 6, long: 60 },
  async run({ world, verdict, rounds }) {
    const { storeUrl } = world.service;
    if (storeUrl === null) throw new Error('on SQLite there is one writer');
    const stores = await openStores(storeUrl);
    const scope = world.consultation.id;
    const publishedTo = (seen: ReadonlySet<string>, written: readonly string[]): void => {
      for (const id of written)
        verdict.check('feed-misses-nothing', seen.has(id), () => `${id} was published and never passed`);
    };
    const { written: by, seen: overtakenBy } = await overtake({ stores, storeUrl, scope });
    publishedTo(overtakenBy, by);
    const storeOf = (nth: number): Store => stores[nth % STORES] as Store;
    const targets = [randomUUID(), randomUUID(), randomUUID()];
    const writers = [
      ...(await Promise.all(
        Array.from({ length: KIOSKS }, (_, nth) => kioskWriter(storeOf(nth), scope, targets)),
      )),
      ...Array.from({ length: EDITORS }, (_, nth) =>
        editor({ store: storeOf(nth), scope, random: world.random }),
      ),
    ];
    let isDone = false;
    const following = Array.from({ length: FOLLOWERS }, (_, nth) =>
      follow({ store: storeOf(nth), scope, isDone: () => isDone }),
    );
    const write = async (writer: Writer): Promise<string[]> => {
      const ids: string[] = [];
      for (let round = 0; round < rounds; round += 1) ids.push(...(await writer()));
      return ids;
    };
    const written = (await Promise.all(writers.map(write))).flat();
    isDone = true;
    for (const seen of await Promise.all(following)) publishedTo(seen, written);
    verdict.count('writers at once', writers.length);
    verdict.count('followers at once', FOLLOWERS);
    verdict.count('documents published', written.length);
    for (const store of stores) await store.close();
  },
};
