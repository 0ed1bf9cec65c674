import fc from 'fast-check';
import { expect, test } from 'vitest';
import { success } from '../../common/problems.ts';
import { createFairQueue } from './fair-queue.ts';

const BOUNDS = { atOnce: 2, waitingBytes: 100, waitingOfOne: 4 };
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to. */
function work() {
  const { promise, resolve } = Promise.withResolvers<void>();
  let hasBegun = false;
  return {
    end: resolve,
    hasBegun: () => hasBegun,
    async run() {
      hasBegun = true;
      await promise;
      return success('done');
    },
  };
}

test('holds its bounds and answers each task once, whatever comes in whatever order', async () => {
  const ask = fc.record({
    asker: fc.constantFrom('a', 'b', 'c'),
    bytes: fc.integer({ min: 0, max: 60 }),
    turns: fc.nat({ max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(ask, { maxLength: 40 }), async (asks) => {
      const queue = createFairQueue(BOUNDS);
      let atWork = 0;
      let most = 0;
      let finished = 0;
      const answers = asks.map(async ({ asker, bytes, turns }) => {
        const answer = await queue.run({
          asker,
          bytes,
          async work() {
            atWork += 1;
            most = Math.max(most, atWork);
            for (let nth = 0; nth < turns; nth += 1) await turn();
            atWork -= 1;
            finished += 1;
            return success(asker);
          },
        });
        expect(answer.ok ? answer.value : answer.problem).toBe(answer.ok ? asker : 'rate-limited');
        return answer.ok;
      });
      // One that is alone may be larger than all that may wait.
      expect(queue.waiting().bytes).toBeLessThanOrEqual(Math.max(BOUNDS.waitingBytes, 60));
      expect(queue.waiting().tasks).toBeLessThanOrEqual(3 * BOUNDS.waitingOfOne);
      const taken = (await Promise.all(answers)).filter(Boolean).length;
      expect(taken).toBe(finished);
      expect(most).toBeLessThanOrEqual(BOUNDS.atOnce);
      expect(queue.waiting()).toEqual({ tasks: 0, bytes: 0 });
    }),
    { numRuns: 100 },
  );
});

test('one who asks for much does not keep the others waiting', async () => {
  const queue = createFairQueue({ ...BOUNDS, atOnce: 1 });
  const order: string[] = [];
  const ask = (asker: string) =>
    queue.run({
      asker,
      bytes: 1,
      async work() {
        order.push(asker);
        return success(null);
      },
    });
  await Promise.all(['busy', 'busy', 'busy', 'busy', 'calm', 'other'].map(ask));
  expect(order.indexOf('calm')).toBeLessThan(3);
  expect(order.indexOf('other')).toBeLessThan(4);
});

test('tells who finds no room how long it may take, and has room again when something is done', async () => {
  const queue = createFairQueue({ ...BOUNDS, atOnce: 1 });
  const first = work();
  const running = queue.run({ asker: 'a', bytes: 90, work: first.run });
  const waiting = queue.run({ asker: 'a', bytes: 90, work: async () => success('second') });
  const refused = await queue.run({ asker: 'b', bytes: 20, work: async () => success('third') });
  expect(refused).toMatchObject({ ok: false, problem: 'rate-limited' });
  expect(refused.ok ? 0 : refused.retryAfterSeconds).toBeGreaterThanOrEqual(1);
  first.end();
  expect([await running, await waiting]).toEqual([success('done'), success('second')]);
  expect(await queue.run({ asker: 'b', bytes: 20, work: async () => success('third') })).toEqual(
    success('third'),
  );
});

test('an error of the work reaches who asked, and the next one has its turn', async () => {
  const queue = createFairQueue({ ...BOUNDS, atOnce: 1 });
  const failing = queue.run({ asker: 'a', bytes: 1, work: () => Promise.reject(new Error('disk')) });
  const after = queue.run({ asker: 'a', bytes: 1, work: async () => success('fine') });
  await expect(failing).rejects.toThrow('disk');
  expect(await after).toEqual(success('fine'));
});

test('closing finishes what has begun and tells the rest to come back', async () => {
  const queue = createFairQueue({ ...BOUNDS, atOnce: 1 });
  const [first, second] = [work(), work()];
  const begun = queue.run({ asker: 'a', bytes: 1, work: first.run });
  const waiting = queue.run({ asker: 'a', bytes: 1, work: second.run });
  const closing = queue.close();
  expect(await waiting).toMatchObject({ ok: false, problem: 'rate-limited' });
  expect(await queue.run({ asker: 'b', bytes: 1, work: second.run })).toMatchObject({ ok: false });
  first.end();
  await closing;
  expect(await begun).toEqual(success('done'));
  expect(second.hasBegun()).toBe(false);
});
