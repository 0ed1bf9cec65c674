/** Waits that double up to a bound, each shortened by chance so that kiosks do not return all at once. */

export type Backoff = {
  /** Milliseconds to wait before the next try. */
  next(): number;
  reset(): void;
};

export function backoff({ first, longest }: { first: number; longest: number }): Backoff {
  let base = first;
  return {
    next() {
      const wait = base * (0.5 + Math.random() / 2);
      base = Math.min(base * 2, longest);
      return Math.round(wait);
    },
    reset() {
      base = first;
    },
  };
}
