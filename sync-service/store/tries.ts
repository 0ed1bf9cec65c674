/** Counted tries, the same for every process of the service. They are no truth about anybody: no backup holds them. */
export type TryKey = {
  /** What is limited. */
  readonly limit: string;
  /** Whose tries, as a digest: names and addresses are written nowhere. */
  readonly keyDigest: string;
};

/** From the first try until the window ends; nothing was counted where `count` is 0. */
export type Tries = { readonly count: number; readonly until: number };

export type TryStore = {
  /** Counts one more and answers how many there are, in one step: tries that come at once are all counted. */
  take(one: TryKey & { readonly windowMs: number; readonly at: number }): Promise<Tries>;
  find(one: TryKey & { readonly at: number }): Promise<Tries>;
  clear(one: TryKey): Promise<void>;
};

/** How often what has run out is removed. */
export const SWEEP_EVERY_MS = 60_000;
export const NO_TRIES: Tries = { count: 0, until: 0 };
