/** Counts tries by key within a sliding window, in this process only: enough to make guessing hopeless. */

export type RateLimit = ReturnType<typeof createRateLimit>;

const SWEEP_ABOVE = 10_000;

export function createRateLimit({
  tries,
  windowMs,
  now,
}: {
  readonly tries: number;
  readonly windowMs: number;
  readonly now: () => number;
}) {
  const counted = new Map<string, number[]>();
  const recent = (key: string): number[] => {
    const from = now() - windowMs;
    return (counted.get(key) ?? []).filter((at) => at > from);
  };
  const sweep = (): void => {
    for (const key of counted.keys()) if (recent(key).length === 0) counted.delete(key);
  };
  return {
    /** Whole seconds to wait, 0 when a try is free. */
    waitSeconds(key: string): number {
      const oldest = recent(key).at(-tries);
      return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + windowMs - now()) / 1_000));
    },
    clear(key: string): void {
      counted.delete(key);
    },
    count(key: string): void {
      if (counted.size >= SWEEP_ABOVE) sweep();
      counted.set(key, [...recent(key).slice(1 - tries), now()]);
    },
  };
}
