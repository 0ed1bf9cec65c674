/** Looks when it is told to, at once, and not again before a while has gone by, however often it is told: many changes are one look. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';

const APART_MS = 500;

export function lookWhenTold({ look, log }: { readonly look: () => Promise<void>; readonly log: Log }): {
  readonly tell: () => void;
  /** Resolves once the look that is under way has ended. */
  stop(): Promise<void>;
} {
  const stopped = new AbortController();
  let told = false;
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    while (told && !stopped.signal.aborted) {
      told = false;
      try {
        await look();
      } catch (error) {
        log.error({ err: error }, 'could not look for news');
      }
      await delay(APART_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
    running = null;
  };
  return {
    tell() {
      told = true;
      running ??= run();
    },
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
