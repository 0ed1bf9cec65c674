/** Limits tries by key within a window that begins with the first one, in all processes together: enough to make guessing hopeless. */
import { sha256 } from '../../platform/crypto.ts';
import type { Tries, TryStore } from '../store/tries.ts';

export type RateLimit = ReturnType<typeof createRateLimit>;

export function createRateLimit({
  store: { tries: counted },
  limit,
  tries: allowed,
  windowMs,
  now,
}: {
  readonly store: { readonly tries: TryStore };
  /** Its name, the same in every process. */
  readonly limit:
    | 'enrolment'
    | 'receipt'
    | 'report'
    | 'rest'
    | 'sign-in'
    | 'sign-in-address'
    | 'second-factor';
  readonly tries: number;
  readonly windowMs: number;
  readonly now: () => number;
}) {
  const keyOf = (key: string) => ({ limit, keyDigest: sha256(`perron-tries-1\n${key}`) });
  const wait = (until: number): number => Math.max(1, Math.ceil((until - now()) / 1_000));
  const free = ({ count }: Tries, before: number): boolean => count + before <= allowed;

  return {
    /** Counts a try. Whole seconds to wait, 0 when it was free. */
    async take(key: string): Promise<number> {
      const tries = await counted.take({ ...keyOf(key), windowMs, at: now() });
      return free(tries, 0) ? 0 : wait(tries.until);
    },
    /** As `take` would answer, and counts nothing: for tries that only count when they fail. */
    async waitSeconds(key: string): Promise<number> {
      const tries = await counted.find({ ...keyOf(key), at: now() });
      return free(tries, 1) ? 0 : wait(tries.until);
    },
    clear: (key: string): Promise<void> => counted.clear(keyOf(key)),
  };
}
