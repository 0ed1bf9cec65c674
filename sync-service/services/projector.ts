/**
 * Folds what was acknowledged when no batch has come for a moment, so that kiosks and staff are told of it; whoever looks sooner
 * has it folded first. Batches go first, and a storm of them not for ever.
 */
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Store } from '../store/store.ts';

/** Without a batch; after a large one longer than a kiosk takes to write down what was answered, because more are to come. */
const QUIET_MS = 20;
const QUIET_AFTER_MANY_MS = 100;
const MANY = 100;
/** After the first batch that was not folded, quiet or not. */
const LATEST_MS = 1_000;
/** About what is folded in a second: beyond it a batch waits until there is room. */
const WAITING_MAX = 20_000;

export type Projector = {
  /** The store, whose batches are folded soon after. */
  readonly store: Store;
  /** Folds what an earlier process left. */
  start(): Promise<void>;
  /** Folds what waits. */
  stop(): Promise<void>;
};

export function projector({
  store,
  log,
  metrics,
}: {
  readonly store: Store;
  readonly log: Log;
  readonly metrics: Metrics;
}): Projector {
  const { settle } = store.projection;
  let timer: NodeJS.Timeout | undefined;
  let folding = Promise.resolve();
  /** Taken in by this process since it last began to fold. */
  let waiting = 0;
  let since = 0;

  const fold = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    waiting = 0;
    // It stays where it is: the next batch, or whoever looks next, tries again.
    folding = settle().catch((error: unknown) => log.error({ err: error }, 'could not fold'));
    return folding;
  };
  const foldSoon = (records: number): void => {
    const now = performance.now();
    if (timer === undefined) since = now;
    clearTimeout(timer);
    waiting += records;
    const quiet = records < MANY ? QUIET_MS : QUIET_AFTER_MANY_MS;
    const wait = Math.max(Math.min(quiet, since + LATEST_MS - now), 0);
    timer = setTimeout(fold, wait);
  };
  metrics.watch({
    name: 'perron_records_unfolded',
    help: 'Records that are acknowledged and not yet folded into what kiosks and staff see.',
    value: () => store.projection.waiting(),
  });

  return {
    store: {
      ...store,
      records: {
        ...store.records,
        async append(batch) {
          if (waiting > WAITING_MAX) await fold();
          const statuses = await store.records.append(batch);
          if (statuses !== null) foldSoon(statuses.length);
          return statuses;
        },
      },
    },
    start: settle,
    async stop() {
      await folding;
      await fold();
    },
  };
}
