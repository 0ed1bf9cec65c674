/** In memory: SQLite serves one process, and a restart that forgets tries gives no more than one window more. */
import { NO_TRIES, SWEEP_EVERY_MS, type Tries, type TryKey, type TryStore } from '../tries.ts';

export function tryStore(): TryStore {
  const counted = new Map<string, Tries>();
  let sweptAt = 0;
  const nameOf = ({ limit, keyDigest }: TryKey): string => `${limit}\n${keyDigest}`;
  const recent = (name: string, at: number): Tries => {
    const tries = counted.get(name);
    return tries === undefined || tries.until <= at ? NO_TRIES : tries;
  };
  const sweep = (at: number): void => {
    if (at - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = at;
    for (const [name, { until }] of counted) if (until <= at) counted.delete(name);
  };

  return {
    async take({ windowMs, at, ...key }) {
      sweep(at);
      const name = nameOf(key);
      const { count, until } = recent(name, at);
      const tries = { count: count + 1, until: count === 0 ? at + windowMs : until };
      counted.set(name, tries);
      return tries;
    },
    find: async ({ at, ...key }) => recent(nameOf(key), at),
    async clear(key) {
      counted.delete(nameOf(key));
    },
  };
}
