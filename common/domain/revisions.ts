/**
 * Which words of a contribution stand when its author has corrected them. Kiosk and service ask the same function, and the
 * order in which corrections came changes nothing.
 */
import type { Timing } from './deadline.ts';

/**
 * `standing`: these words are shown; `rival`: staff must say whether they are meant; `dismissed`: they are not; `waiting`: for
 * words that are not here yet; `doubtful`: staff must say whether they were said before the end of the consultation; `kept-out`: staff
 * said that they were not; `late`: they were not, and nobody can say otherwise.
 */
export const REVISION_PLACES = [
  'standing',
  'earlier',
  'rival',
  'dismissed',
  'waiting',
  'doubtful',
  'kept-out',
  'late',
] as const;
export type RevisionPlace = (typeof REVISION_PLACES)[number];

export type Correction = {
  /** Of the record, and so of the words that it brought. */
  readonly id: string;
  /** The record whose words were before the person. */
  readonly replaces: string;
};

/** What staff say of a doubtful correction. */
export const ADMISSIONS = ['admitted', 'kept-out'] as const;
export type Admission = (typeof ADMISSIONS)[number];

export type TimedCorrection = Correction & {
  readonly timing: Timing;
  readonly admission: Admission | null;
};

/**
 * Those that count by the deadline. Words that somebody has read before correcting them are older than that correction: where it came
 * in time, so did they. One that came in time upon words that nevertheless do not count (staff keep them out, or the clocks of two
 * kiosks contradict each other) replaces what stood before those: its author's last words in time are these.
 */
export function inTime<C extends TimedCorrection>(corrections: readonly C[]): readonly C[] {
  const doubtful = new Map(
    corrections
      .filter(({ timing, admission }) => timing === 'doubtful' && admission === null)
      .map((one) => [one.id, one]),
  );
  const certain = corrections.filter(
    ({ timing, admission }) => timing === 'in' || (timing === 'doubtful' && admission === 'admitted'),
  );
  const counted = new Set(certain.map(({ id }) => id));
  for (const { replaces } of certain) {
    let before = doubtful.get(replaces);
    while (before !== undefined && !counted.has(before.id)) {
      counted.add(before.id);
      before = doubtful.get(before.replaces);
    }
  }
  const all = new Map(corrections.map((one) => [one.id, one]));
  const base = ({ replaces }: C): string => {
    const passed = new Set<string>();
    let before = replaces;
    for (let one = all.get(before); one !== undefined && !counted.has(before); one = all.get(before)) {
      // A circle leads to no words.
      if (passed.has(before)) return replaces;
      passed.add(before);
      before = one.replaces;
    }
    return before;
  };
  return corrections.filter(({ id }) => counted.has(id)).map((one) => ({ ...one, replaces: base(one) }));
}

export type Standing = {
  /** The record whose words stand: the contribution's own, or that of a correction. */
  readonly revision: string;
  /** All that stood before it, the first one first. */
  readonly earlier: readonly string[];
  /**
   * Corrections of the words that stand, of which none knew of the other, as at two kiosks without a network: staff say
   * which one is meant. None, or two at least.
   */
  readonly rivals: readonly string[];
};

/** `first` is the record to begin with. What corrects words that are not here yet waits for them. */
export function standingOf(first: string, corrections: readonly Correction[]): Standing {
  const earlier: string[] = [];
  let revision = first;
  for (;;) {
    const next = corrections.filter(({ replaces }) => replaces === revision).map(({ id }) => id);
    const [only, ...others] = next;
    if (only === undefined || others.length > 0) return { revision, earlier, rivals: next.toSorted() };
    earlier.push(revision);
    revision = only;
  }
}
