/** What a snapshot did not name goes portion by portion, whatever comes in between. */
import { setImmediate as breath } from 'node:timers/promises';
import { v4 as uuid } from 'uuid';
import { expect, onTestFinished, test } from 'vitest';
import type { KioskFeedEntry } from '../../common/contract/feed.ts';
import type { PullAnswer } from '../../common/contract/sync.ts';
import { createFeedCopy } from './feed.ts';
import { createIdeaIndex } from './idea-index.ts';
import { openDataFolder } from './store/data-folder.ts';
import { createSimilarIdeas } from './store/similar-ideas.ts';
import { createStore } from './store/store.ts';
import { cityEntries, consultationId } from './test-support/city.ts';
import { statement, statements } from './test-support/contributions.ts';
import { silent, temporaryFolder } from './test-support/host.ts';

/** More than go at once. */
const MANY = 180;
const AT_ONCE = 50;

const ids = Array.from({ length: MANY }, () => uuid());
const city = cityEntries();
const ideas = (from: number, to = MANY): KioskFeedEntry[] =>
  ids.slice(from, to).map((id, index) => {
    const { title, words } = statement((from + index) % statements.length);
    const counts = { supports: 0, comments: 0 };
    const document = {
      id,
      consultationId,
      topicId: null,
      title,
      words,
      language: 'en',
      at: index,
      ...counts,
    };
    return { kind: 'idea', id, document };
  });
const slips = (from: number, to = MANY): KioskFeedEntry[] =>
  ids.slice(from, to).map((id) => ({ kind: 'slip', id, document: { id, consultationId, sealed: 'sealed' } }));

const epoch = uuid();
const page = (given: Pick<PullAnswer, 'reset' | 'entries'> & { more?: boolean }): PullAnswer => ({
  more: false,
  cursor: { epoch, scope: consultationId, position: 1 },
  ...given,
});
const everything = page({ reset: true, entries: [...city, ...ideas(0), ...slips(0)] });
const last = page({ reset: true, entries: [...city, ...ideas(MANY - 1), ...slips(MANY - 1)] });
const nothingNew = page({ reset: false, entries: [] });

async function openCopy(dataFolder: string) {
  const folder = openDataFolder(dataFolder);
  const { db } = folder;
  const of = <T>(sql: string): T[] => db.prepare<[], T>(sql).pluck().all();
  const held = () => ({
    documents: of<string>('SELECT id FROM document').sort(),
    slips: of<string>('SELECT id FROM slip_copy').sort(),
    indexed: of<string>('SELECT id FROM similar_idea').sort(),
  });
  const real = createStore(db);
  /** Rows that each transaction took away. */
  const taken: number[] = [];
  const rows = () => of<number>('SELECT count(*) FROM document')[0] ?? 0;
  const store: typeof real = {
    ...real,
    transaction: (work) => {
      const before = rows();
      const done = real.transaction(work);
      taken.push(before - rows());
      return done;
    },
  };
  const similar = createIdeaIndex({ terms: createSimilarIdeas(db), store, log: silent });
  const copy = createFeedCopy({ store, similar });
  let open = true;
  const close = () => {
    if (open) folder.close();
    open = false;
  };
  onTestFinished(close);
  const follow = async (pulled: PullAnswer): Promise<void> => {
    copy.apply(pulled);
    await copy.sweep(pulled);
  };
  return { copy, store, held, follow, taken, close };
}

const only = (index: number) => ({
  documents: [...city.map(({ id }) => id), ids[index]].sort(),
  slips: [ids[index]],
  indexed: [ids[index]],
});

test('what a snapshot did not name goes in portions, and what runs beside it gets a turn after each', async () => {
  const { copy, store, held, follow, taken } = await openCopy(temporaryFolder());
  await follow(everything);
  taken.length = 0;
  copy.apply(last);
  const sweeping = copy.sweep(last);
  const seen: number[] = [];
  for (; store.feed.state().sweeping; await breath()) seen.push(held().indexed.length);
  await sweeping;
  expect(Math.max(...taken)).toBeLessThanOrEqual(AT_ONCE);
  expect(seen.length).toBeGreaterThanOrEqual(Math.floor(MANY / AT_ONCE));
  expect(held()).toEqual(only(MANY - 1));
});

test('a kiosk that is killed amid them goes on with the next page, though there is nothing new in it', async () => {
  const dataFolder = temporaryFolder();
  const killed = await openCopy(dataFolder);
  await killed.follow(everything);
  killed.copy.apply(last);
  const sweeping = killed.copy.sweep(last);
  await breath();
  expect(killed.held().documents.length).toBeGreaterThan(AT_ONCE);
  killed.close();
  await expect(sweeping).rejects.toThrow('not open');
  const { follow, held, store } = await openCopy(dataFolder);
  expect(store.feed.state().sweeping).toBe(true);
  expect(held().documents.length).toBeLessThan(MANY);
  await follow(nothingNew);
  expect(held()).toEqual(only(MANY - 1));
  expect(store.feed.state().sweeping).toBe(false);
});

test('another snapshot that begins amid them takes nothing away until it is whole', async () => {
  const { copy, held, follow, store } = await openCopy(temporaryFolder());
  await follow(everything);
  copy.apply(last);
  const sweeping = copy.sweep(last);
  const begun = page({ reset: true, entries: [...city, ...ideas(0, 1)], more: true });
  await follow(begun);
  const between = held();
  await sweeping;
  expect(held()).toEqual(between);
  expect(between.documents.length).toBeGreaterThan(AT_ONCE);
  expect(store.feed.state().sweeping).toBe(true);
  await follow(page({ reset: false, entries: slips(0, 1) }));
  expect(held()).toEqual(only(0));
});
