import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BATCH_MAX_BYTES } from '../../../common/contract/sync.ts';
import { createSendWindow, type SendWindow } from './window.ts';

/** A line with a latency each way and a service that takes one batch after the other; returns batches a second. */
function push(window: SendWindow, line: { latency: number; perMegabyte: number; batches: number }): number {
  const returns: { at: number; sentAt: number }[] = [];
  let now = 0;
  let freeAt = 0;
  let answered = 0;
  while (answered < line.batches) {
    while (returns.length < window.batches()) {
      const work = (line.perMegabyte * window.bytes()) / BATCH_MAX_BYTES;
      freeAt = Math.max(freeAt, now + line.latency) + work;
      returns.push({ at: freeAt + line.latency, sentAt: now });
    }
    const { at, sentAt } = returns.shift() as { at: number; sentAt: number };
    now = at;
    answered += 1;
    window.answered(now - sentAt);
  }
  return (line.batches * 1_000) / now;
}

test('a short line keeps few batches on the way', () => {
  const window = createSendWindow();
  push(window, { latency: 0.1, perMegabyte: 60, batches: 200 });
  expect(window.batches()).toBeLessThanOrEqual(5);
  expect(window.bytes()).toBe(BATCH_MAX_BYTES);
});

test('a long line takes as many as keep the service at work', () => {
  for (const latency of [50, 200, 500]) {
    const window = createSendWindow();
    push(window, { latency, perMegabyte: 100, batches: 400 });
    const learnt = push(window, { latency, perMegabyte: 100, batches: 400 });
    const busy = (window.bytes() / BATCH_MAX_BYTES) * 100;
    // Of what the service could do without any line, or as far as the most batches reach.
    const possible = Math.min(1_000 / busy, (16 * 1_000) / (2 * latency + busy));
    expect(learnt / possible).toBeGreaterThan(0.7);
  }
});

test('whatever happens, both stay within their bounds, and losses make them small', () => {
  const event = fc.oneof(fc.constant('lost' as const), fc.double({ min: 0, max: 100_000, noNaN: true }));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 300 }), (events) => {
      const window = createSendWindow();
      for (const one of events) {
        if (one === 'lost') window.lost();
        else window.answered(one);
        expect(window.batches()).toBeGreaterThanOrEqual(2);
        expect(window.batches()).toBeLessThanOrEqual(16);
        expect(window.bytes()).toBeGreaterThanOrEqual(16_384);
        expect(window.bytes()).toBeLessThanOrEqual(BATCH_MAX_BYTES);
      }
      for (let times = 0; times < 8; times += 1) window.lost();
      expect([window.bytes(), window.batches()]).toEqual([16_384, 2]);
    }),
  );
});

test('a fast line begins with more, a slow one does not, and neither does one on which something was learnt', () => {
  const firstFlight = (roundTrip: number, learnt = (_: SendWindow) => {}): number => {
    const window = createSendWindow();
    learnt(window);
    window.opened(roundTrip);
    return window.bytes() * window.batches();
  };
  expect(firstFlight(100)).toBe(3 * BATCH_MAX_BYTES);
  expect(firstFlight(800)).toBe(0.75 * BATCH_MAX_BYTES);
  expect(firstFlight(100, (window) => window.lost())).toBeLessThan(0.75 * BATCH_MAX_BYTES);
});

test('until a batch waits for the first time, each answer makes room for one more', () => {
  const window = createSendWindow();
  window.opened(100);
  for (let answers = 0; answers < 4; answers += 1) window.answered(100);
  expect([window.bytes(), window.batches()]).toEqual([BATCH_MAX_BYTES, 10]);
});
