/** What one phase of a load test came to. */

export type Phase = {
  readonly name: string;
  readonly records: number;
  /** From the first push to the last acknowledgement. */
  readonly seconds: number;
  /** From the push of a batch to its acknowledgement, in milliseconds, each. */
  readonly pushes: readonly number[];
  /** Of batches, as they travelled. */
  readonly bytes: number;
  /** Of all service processes; null where one was killed, which took its count with it. */
  readonly cpuSeconds: number | null;
  readonly peakBytes: number;
  readonly pulls: number | null;
};

/** The nearest-rank percentile; NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Of one number of kiosks. */
export type LoadResult = {
  readonly kiosks: number;
  readonly phases: readonly Phase[];
  readonly idleBytes: number;
  readonly databaseBytesPerRecord: number;
  readonly sent: number;
  readonly stored: number;
  readonly lost: number;
  readonly duplicated: number;
};
/** What `load.ts` leaves in `bench/results/load.json`. */
export type LoadReport = {
  readonly at: string;
  readonly machine: { readonly node: string; readonly platform: string; readonly cores: number };
  readonly setting: { readonly store: string; readonly processes: number; readonly records: number };
  readonly results: readonly LoadResult[];
};
