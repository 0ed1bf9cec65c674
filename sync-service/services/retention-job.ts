/** Keeps each kind of data no longer than staff said: at the start, once a day, and as soon as a time is set. */
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { olderThan, RETENTION_KINDS } from '../../common/domain/retention.ts';
import { type Outcome, success } from '../../common/problems.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { ordinalOf, pageOf } from './cursor.ts';

const DAY_MS = 86_400_000;
/** Erased in one transaction: kiosks are answered between two of them. */
const AT_ONCE = 200;

export type Retention = ReturnType<typeof retentionJob>;

export function retentionJob({
  store,
  log,
  now,
}: {
  readonly store: Store;
  readonly log: Log;
  readonly now: () => number;
}) {
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const eraseAged = async (): Promise<void> => {
    const run = randomUUID();
    const at = now();
    const times = await store.retention.times();
    for (const kind of RETENTION_KINDS) {
      const days = times.get(kind);
      if (days === undefined) continue;
      let sum = 0;
      for (let erased = AT_ONCE; erased === AT_ONCE && !stopping; sum += erased) {
        erased = await store.retention.erase({
          run,
          kind,
          olderThan: olderThan({ days, now: at }),
          at,
          limit: AT_ONCE,
        });
        await setImmediate();
      }
      if (sum > 0) log.info({ kind, erased: sum, days }, 'erased for its age');
    }
  };
  /** One after the other; what fails is tried again the next day. */
  const start = (): void => {
    if (stopping) return;
    running = running
      .then(eraseAged)
      .catch((error: unknown) => log.error({ err: error }, 'what is too old was not erased'));
  };

  return {
    start(): void {
      start();
      timer = setInterval(start, DAY_MS).unref();
    },

    /** Resolves when what was begun has come to its end. */
    idle: (): Promise<void> => running,

    async stop(): Promise<void> {
      stopping = true;
      clearInterval(timer);
      await running;
    },

    async show({ after, limit }: StaffParsed<'showRetention'>): Promise<StaffOutput<'showRetention'>> {
      const times = await store.retention.times();
      const found = await store.retention.reports({ before: ordinalOf(after), limit: limit + 1 });
      const { items, next } = pageOf(found, { limit, ordinal: ({ ordinal }) => ordinal });
      return {
        times: RETENTION_KINDS.map((kind) => ({ kind, days: times.get(kind) ?? null })),
        reports: items.map(({ ordinal, ...report }) => ({ id: ordinal, ...report })),
        next,
      };
    },

    async preview({ kind, days }: StaffParsed<'previewRetention'>): Promise<StaffOutput<'previewRetention'>> {
      return { count: await store.retention.count({ kind, olderThan: olderThan({ days, now: now() }) }) };
    },

    async save({
      kind,
      days,
      accountId,
    }: StaffParsed<'saveRetention'> & { readonly accountId: string }): Promise<
      Outcome<Record<string, never>>
    > {
      await store.retention.set({ kind, days, at: now(), accountId });
      start();
      return success({});
    },
  };
}
