import pino from 'pino';
import { expect, test } from 'vitest';
import { success } from '../../../common/problems.ts';
import { machineClock } from '../clock.ts';
import type { OutboxItem } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { createOutboxPusher } from './outbox.ts';
import type { Ask } from './request.ts';

test('a disk that refuses while the next batch is made stops the pushing, not the kiosk', async () => {
  const lines: string[] = [];
  const sent: number[] = [];
  const items: OutboxItem[] = [1, 2, 3].map((ordinal) => ({ ordinal, lines: Buffer.from('{}\n{}\n') }));
  const store = {
    transaction: (work: () => void) => work(),
    outbox: {
      nextPending: ({ after }: { after: number }) => items.filter(({ ordinal }) => ordinal === after + 1),
      settle() {
        throw new Error('database or disk is full');
      },
    },
  } as unknown as Store;
  const ask: Ask = async () => {
    sent.push(sent.length);
    return success({ statuses: ['stored'], quarantined: [] }) as never;
  };
  const outbox = createOutboxPusher({
    store,
    clock: machineClock,
    log: pino({}, { write: (line) => lines.push(line) }),
    settled: () => {},
    drained: () => lines.push('drained'),
    refused: () => lines.push('refused'),
  });
  outbox.start({ ask, encoding: 'plain', roundTrip: 1 });
  await expect.poll(() => outbox.isSending()).toBe(false);
  expect(sent.length).toBeGreaterThan(0);
  expect(lines, 'one word of it, and nothing is said to be sent').toEqual([
    expect.stringContaining('the outbox stopped'),
  ]);
});
