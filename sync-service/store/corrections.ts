/** Corrections as both databases keep them, and what stands of a contribution because of them. */
import type { OutOfTime, Timing } from '../../common/domain/deadline.ts';
import { payloadText } from '../../common/domain/record-lines.ts';
import type { Confirmer, Payload, TargetKind } from '../../common/domain/records.ts';
import {
  type Admission,
  inTime,
  type RevisionPlace,
  type Standing,
  standingOf,
  type TimedCorrection,
} from '../../common/domain/revisions.ts';
import { REVISION } from './published.ts';

export type RevisionWords = {
  readonly title: string | null;
  readonly words: string;
  readonly language: string;
  readonly authorship: string | null;
  /** Of how many people a group is. */
  readonly people: number | null;
  readonly confirmedBy: Confirmer | null;
};

export type CorrectionRow = RevisionWords &
  TimedCorrection & {
    readonly recordedAt: number;
    /** Staff have said that another one is meant. */
    readonly dismissed: 0 | 1;
  };

/** Of `corrections AS k`: those of its author alone, as a correction by another code is nobody's. */
export const OF_AUTHOR = `k.withdrawn_at IS NULL
  AND k.participant_id = (SELECT participant_id FROM contributions WHERE contributions.id = k.contribution_id)`;
export const CORRECTION = `SELECT k.record_id AS id, k.replaces, k.title, k.words, k.language, k.authorship, k.people,
    k.confirmed_by AS "confirmedBy", k.recorded_at AS "recordedAt", k.dismissed, k.admission, coalesce(e.timing, 'in') AS timing
  FROM corrections AS k LEFT JOIN after_end AS e ON e.record_id = k.record_id WHERE ${OF_AUTHOR}`;

/** A contribution that may have been corrected: its row, and the body of its own record. */
export type CorrectedRow = {
  readonly id: string;
  readonly kind: 'idea' | 'comment';
  readonly body: string | null;
  readonly recordedAt: number;
};

/** The same with what decides about it now. */
export type PresentRow = CorrectedRow & {
  readonly revision: string | null;
  readonly targetId: string | null;
  readonly targetKind: TargetKind | null;
  readonly publishable: 0 | 1;
};

/** Once its own record has words no more, only those of corrections are left. */
export function firstWords({ kind, body }: CorrectedRow): RevisionWords | null {
  if (body === null || body === '') return null;
  const payload = JSON.parse(payloadText(body)) as Payload<'idea' | 'comment'>;
  const { words, language, authorship, people = null, confirmedBy = null } = payload;
  const title = kind === 'idea' ? (payload as Payload<'idea'>).title : null;
  return { title, words, language, authorship, people, confirmedBy };
}

/** For certain, or because staff say so. */
const isLate = ({ timing, admission }: CorrectionRow): boolean =>
  timing === 'late' || (timing === 'doubtful' && admission === 'kept-out');

/** What stands of them all, and which doubtful ones wait for staff. */
function standing(
  id: string,
  corrections: readonly CorrectionRow[],
): Standing & { readonly doubtful: readonly string[] } {
  const counted = inTime(corrections);
  const meant = counted.filter(({ dismissed }) => dismissed === 0);
  const doubtful = corrections.filter(
    (one) =>
      one.timing === 'doubtful' && one.admission === null && !counted.some((other) => other.id === one.id),
  );
  return { ...standingOf(id, meant), doubtful: doubtful.map((one) => one.id) };
}

export type Settled = {
  /** Null for the first words. */
  readonly revision: string | null;
  /** Whether staff must say which words are meant, or whether some came in time. */
  readonly contested: boolean;
  /** Of words that do not stand because of the deadline; `doubtful` where staff must say so. */
  readonly correctionTiming: OutOfTime | null;
  /** Null where there are none any more. */
  readonly words: RevisionWords | null;
};

export function settle(contribution: CorrectedRow, corrections: readonly CorrectionRow[]): Settled {
  const { revision, rivals, doubtful } = standing(contribution.id, corrections);
  const correction = corrections.find(({ id }) => id === revision) ?? null;
  const words = correction ?? firstWords(contribution);
  return {
    revision: correction?.id ?? null,
    contested: rivals.length > 0 || doubtful.length > 0,
    correctionTiming: doubtful.length > 0 ? 'doubtful' : corrections.some(isLate) ? 'late' : null,
    // An idea has a title, also where a kiosk left it out of a correction.
    words: words && {
      ...words,
      title: contribution.kind === 'idea' ? (words.title ?? firstWords(contribution)?.title ?? '') : null,
    },
  };
}

export type Revision = RevisionWords & {
  readonly id: string;
  readonly place: RevisionPlace;
  /** Of the deadline; staff decide about `doubtful` ones. */
  readonly timing: Timing;
  readonly admission: Admission | null;
  readonly recordedAt: number;
};

/** Where the words of a revision are covered, nobody reads them here. */
export const coveredIn = (
  revisions: readonly Revision[],
  masks: readonly { readonly id: string; readonly title: string | null; readonly words: string }[],
): readonly Revision[] =>
  revisions.map((revision) => ({ ...revision, ...masks.find(({ id }) => id === revision.id) }));

/** Puts the covered words of the revision that stands in the place of those that were said. */
export const REMASK = `UPDATE contributions AS c SET title = m.title, words = m.words FROM masks AS m
  WHERE m.contribution_id = c.id AND m.revision = ${REVISION} AND c.id =`;

/** All that its author has said, the oldest first; nothing where it was said once. */
export function revisionsOf(
  contribution: CorrectedRow,
  corrections: readonly CorrectionRow[],
): readonly Revision[] {
  if (corrections.length === 0) return [];
  const { revision, earlier, rivals, doubtful } = standing(contribution.id, corrections);
  const stands = (id: string): RevisionPlace => (id === revision ? 'standing' : 'earlier');
  const placeOf = ({ id, timing, admission, dismissed }: CorrectionRow): RevisionPlace => {
    if (id === revision || earlier.includes(id)) return stands(id);
    if (rivals.includes(id)) return 'rival';
    if (timing === 'late') return 'late';
    if (timing === 'doubtful' && admission === 'kept-out') return 'kept-out';
    if (doubtful.includes(id)) return 'doubtful';
    return dismissed === 1 ? 'dismissed' : 'waiting';
  };
  const { id, recordedAt } = contribution;
  const first = firstWords(contribution);
  const said = corrections.map((correction): Revision => {
    const { replaces: _, dismissed: __, ...revision } = correction;
    return { ...revision, place: placeOf(correction) };
  });
  if (first !== null)
    said.unshift({ ...first, id, recordedAt, timing: 'in', admission: null, place: stands(id) });
  return said.toSorted((a, b) => a.recordedAt - b.recordedAt);
}
