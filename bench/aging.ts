/** What is too old is erased in portions, as the daily job does it, while batches go on coming in between. */
import { randomUUID } from 'node:crypto';
import type { Store } from '../sync-service/store/store.ts';
import { type Figure, summary } from './side-by-side.ts';

/** As `retention-job.ts` has it. */
const AT_ONCE = 200;
const PORTIONS_A_BATCH = 25;

/** Erases `most` words that are older than an instant; `takeBatch` answers the milliseconds until its batch could be acknowledged. */
export async function ageOut({
  name,
  store,
  olderThan,
  most,
  takeBatch,
}: {
  readonly name: string;
  readonly store: Store;
  readonly olderThan: number;
  readonly most: number;
  readonly takeBatch: () => Promise<number>;
}): Promise<Figure[]> {
  const alone: number[] = [];
  for (let batch = 0; batch < 20; batch += 1) alone.push(await takeBatch());
  const portions: number[] = [];
  const between: number[] = [];
  const run = randomUUID();
  const start = performance.now();
  let erased = 0;
  for (let last = AT_ONCE; last === AT_ONCE && erased < most; erased += last) {
    const began = performance.now();
    last = await store.retention.erase({ run, kind: 'words', olderThan, at: Date.now(), limit: AT_ONCE });
    portions.push(performance.now() - began);
    if (portions.length % PORTIONS_A_BATCH === 0) between.push(await takeBatch());
  }
  const seconds = (performance.now() - start) / 1_000;
  console.log(`  ${name}: ${erased.toLocaleString('en')} words erased in ${Math.round(seconds)} s`);
  const what = `${name}: ${erased.toLocaleString('en')} words erased for their age`;
  return [
    summary({ name: what, unit: 's', values: [seconds] }),
    summary({ name: `${what}, a portion of ${AT_ONCE}`, unit: 'ms', values: portions }),
    summary({ name: `${name}: a batch before that`, unit: 'ms', values: alone }),
    summary({ name: `${name}: a batch between the portions`, unit: 'ms', values: between }),
  ];
}
