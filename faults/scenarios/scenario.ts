/** A seeded story of faults. */
import type { StoreName } from '../service.ts';
import type { Assertion, Verdict } from '../verdict.ts';
import type { World } from '../world.ts';

export type Scenario = {
  readonly name: string;
  /** Of RELIABILITY, in words. */
  readonly about: string;
  /** What it puts to the test: each at least once in every run. */
  readonly asserts: readonly Assertion[];
  /** On which it can run; the first is meant where none is named. */
  readonly stores: readonly [StoreName, ...StoreName[]];
  /** Rounds of the form that runs with every test run, and of the long one. */
  readonly rounds: { readonly short: number; readonly long: number };
  run(given: { readonly world: World; readonly verdict: Verdict; readonly rounds: number }): Promise<void>;
};
