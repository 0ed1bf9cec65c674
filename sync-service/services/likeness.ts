/**
 * Places new words in the index of what resembles what while nobody waits for it, so that whoever first asks does not wait for all that
 * came before. Kiosks go first: where something waits to be folded, or a portion was long, the rest comes later.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

const EVERY_MS = 60_000;
/** Some tens of milliseconds on SQLite, where nobody else is served meanwhile. */
const AT_ONCE = 100;
/** Of the time that a portion took. */
const REST = 3;

export function likeness({ store, log }: { readonly store: Store; readonly log: Log }) {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;

  const placeAll = async (): Promise<void> => {
    while (!stopping.signal.aborted && (await store.projection.waiting()) === 0) {
      const start = performance.now();
      if ((await store.alike.index(AT_ONCE)) < AT_ONCE) return;
      const spent = performance.now() - start;
      await delay(spent * REST, null, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  /** Resolves when nothing waits, or something goes first; what fails is tried again the next time. */
  const catchUp = (): Promise<void> => {
    running ??= placeAll()
      .catch((error: unknown) => log.error({ err: error }, 'new words were not placed beside similar ones'))
      .finally(() => {
        running = null;
      });
    return running;
  };

  return {
    catchUp,
    start(): void {
      timer = setInterval(catchUp, EVERY_MS).unref();
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
