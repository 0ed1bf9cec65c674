/** Looks again and again, never twice at once; what goes wrong in one look is logged, and the next one comes. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';

export const LOOK_EVERY_MS = 500;

/** Resolves once the look that is under way has ended. */
export function lookEvery({ look, log }: { readonly look: () => Promise<void>; readonly log: Log }): {
  stop(): Promise<void>;
} {
  const stopped = new AbortController();
  const run = async (): Promise<void> => {
    while (await delay(LOOK_EVERY_MS, true, { signal: stopped.signal }).catch(() => false)) {
      try {
        await look();
      } catch (error) {
        log.error({ err: error }, 'could not look for news');
      }
    }
  };
  const running = run();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
