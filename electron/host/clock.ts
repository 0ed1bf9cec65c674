/** The two clocks of the machine; tests bring their own. */

export type Clock = {
  /** Milliseconds since 1970 by the device's clock, which may be wrong by years and may jump. */
  now(): number;
  /** Milliseconds that only ever grow, from an arbitrary start. */
  mono(): number;
};

export const machineClock: Clock = { now: () => Date.now(), mono: () => performance.now() };

/** The time as the service last told it: the clock's, uncorrected before the first anchor. */
export const correctedTime = (clock: Clock, anchor: { readonly clockOffset: number } | null): number =>
  clock.now() + (anchor?.clockOffset ?? 0);
