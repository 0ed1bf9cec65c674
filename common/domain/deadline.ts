/**
 * Whether something was recorded before the end of its consultation, when it arrived after it. A device's clock may be
 * wrong; what is certain are two instants of the service's own clock, between which the record was made.
 */
import type { RecordHeader } from './records.ts';

export const TIMINGS = ['in', 'late', 'doubtful'] as const;
/** `doubtful`: staff decide. */
export type Timing = (typeof TIMINGS)[number];

/** Of what did not certainly come in time. */
export const OUT_OF_TIME = ['late', 'doubtful'] as const satisfies readonly Timing[];
export type OutOfTime = (typeof OUT_OF_TIME)[number];

/** All instants in milliseconds since 1970. */
export type Evidence = {
  /** By the device's clock, as the anchor had corrected it. */
  readonly at: number;
  /** When the service signed the anchor that the record names, which nobody can know before; null without one. */
  readonly lower: number | null;
  /** When the service knew at the latest that the record was there. */
  readonly upper: number;
  /** Whether the device's clock went on like its monotonic one since it took the anchor. */
  readonly steady: boolean;
};

/** What a quartz clock may go wrong: five times what data sheets allow (100 ppm). */
const DRIFT = 500e-6;
/** The network's delay when the anchor was taken, and the steps of clocks. */
const SLACK_MS = 2_000;

const uncertainty = (elapsed: number): number => SLACK_MS + DRIFT * Math.abs(elapsed);

/**
 * What is certain decides. Between the bounds the device's clock decides, as long as it agrees with them and went on
 * steadily, and says so by more than it may be wrong.
 */
export function timingOf({ at, lower, upper, steady }: Evidence, closesAt: number): Timing {
  if (upper < closesAt) return 'in';
  if (lower === null) return 'doubtful';
  if (lower >= closesAt) return 'late';
  const wrong = uncertainty(at - lower);
  if (!steady || at < lower - SLACK_MS || at > upper + wrong) return 'doubtful';
  if (at + wrong < closesAt) return 'in';
  return at - wrong >= closesAt ? 'late' : 'doubtful';
}

type Ticks = Pick<RecordHeader, 'anchor' | 'boot' | 'at' | 'mono'>;

/**
 * Whether the device's two clocks went on alike from one record to a later one. Nothing is known of records of
 * different runs of the host or of different anchors, and that is no contradiction.
 */
export const isSteady = (first: Ticks, later: Ticks): boolean =>
  first.boot !== later.boot ||
  first.anchor !== later.anchor ||
  Math.abs(later.at - first.at - (later.mono - first.mono)) <= uncertainty(later.mono - first.mono);
