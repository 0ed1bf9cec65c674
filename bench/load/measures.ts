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
