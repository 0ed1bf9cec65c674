/** What the processes of one service know of each other. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../store.ts';
import type { OpenStore } from './opened.ts';

export function processContract(open: OpenStore): void {
  let store: Store;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ store, remove } = await open());
  });
  afterEach(async () => {
    await store.close();
    await remove();
  });

  describe('tries', () => {
    const key = { limit: 'sign-in', keyDigest: 'a' };
    test('are counted from the first one until its window ends, by limit and key', async () => {
      expect(await store.tries.take({ ...key, windowMs: 100, at: 1_000 })).toEqual({
        count: 1,
        until: 1_100,
      });
      expect(await store.tries.take({ ...key, windowMs: 100, at: 1_050 })).toEqual({
        count: 2,
        until: 1_100,
      });
      expect(await store.tries.find({ ...key, at: 1_099 })).toEqual({ count: 2, until: 1_100 });
      expect((await store.tries.find({ ...key, keyDigest: 'b', at: 1_099 })).count).toBe(0);
      expect((await store.tries.find({ ...key, limit: 'rest', at: 1_099 })).count).toBe(0);
      expect((await store.tries.find({ ...key, at: 1_100 })).count).toBe(0);
      expect(await store.tries.take({ ...key, windowMs: 100, at: 1_100 })).toEqual({
        count: 1,
        until: 1_200,
      });
    });
    test('that come at once are all counted', async () => {
      const taken = Array.from({ length: 20 }, () => store.tries.take({ ...key, windowMs: 100, at: 5 }));
      const counts = (await Promise.all(taken)).map(({ count }) => count);
      expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, nth) => nth + 1));
    });
    test('are forgotten when they are cleared, and swept when their window is long over', async () => {
      await store.tries.take({ ...key, windowMs: 100, at: 1_000 });
      await store.tries.clear(key);
      expect((await store.tries.find({ ...key, at: 1_001 })).count).toBe(0);
      await store.tries.take({ ...key, windowMs: 100, at: 1_000 });
      await store.tries.take({ ...key, keyDigest: 'b', windowMs: 100, at: 1_000_000 });
      expect((await store.tries.find({ ...key, at: 1_001 })).count).toBe(0);
    });
  });

  describe('presence', () => {
    test('is what each process told last', async () => {
      await store.presence.tell({ processId: 'one', deviceIds: ['a', 'b'] });
      await store.presence.tell({ processId: 'other', deviceIds: ['b', 'c'] });
      expect([...(await store.presence.online())].sort()).toEqual(['a', 'b', 'c']);
      await store.presence.tell({ processId: 'one', deviceIds: [] });
      expect([...(await store.presence.online())].sort()).toEqual(['b', 'c']);
    });
  });
}
