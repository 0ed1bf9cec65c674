/**
 * Ideas that say the same, joined with the one that stays. Each joining is kept in a log, in which the last entry counts; it holds while
 * both ideas are published (docs/decisions/0031-joined-ideas-are-counted-together.md). The same for every database.
 */

/** Joins `kept` to it, while that holds. */
export const BOTH = (merged: string) =>
  `kept.id = ${merged}.merged_into AND kept.state = 'published' AND ${merged}.state = 'published'`;

/** The idea with which `contributions AS c` is joined; null where it stands by itself. */
export const joinedWith = (c: string, what = 'kept.id'): string =>
  `(SELECT ${what} FROM contributions AS kept WHERE ${BOTH(c)})`;

/** The idea with which the target of `contributions AS c`, or of `supports AS c`, is joined, or null. */
export const targetJoinedWith = (c: string): string =>
  `(SELECT kept.id FROM contributions AS merged JOIN contributions AS kept ON ${BOTH('merged')}
    WHERE merged.id = ${c}.target_id AND ${c}.target_kind = 'idea')`;

/** Rows of the ideas that are joined with that one. */
export const joinedTo = (id: string): string =>
  `SELECT merged.* FROM contributions AS merged JOIN contributions AS kept ON ${BOTH('merged')} WHERE merged.merged_into = ${id}`;

/** Rows of all ideas that are shown as that one: itself, unless it is joined with another, and those that are joined with it. */
export const gatheredBy = (id: string): string =>
  `SELECT own.id, own.imported_supports FROM contributions AS own WHERE own.id = ${id} AND ${joinedWith('own')} IS NULL
   UNION ALL SELECT merged.id, merged.imported_supports FROM contributions AS merged
   JOIN contributions AS kept ON ${BOTH('merged')} WHERE merged.merged_into = ${id}`;

/** Who looks at what changes with each that `named` says is one: the idea that stays, those joined with it, and what is said to those. */
export const alsoTouched = (named: string): string =>
  `WITH merged AS (
     SELECT id, merged_into FROM contributions WHERE merged_into IS NOT NULL AND id ${named}
     UNION SELECT id, merged_into FROM contributions WHERE merged_into ${named})
   SELECT id FROM merged UNION SELECT merged_into FROM merged
   UNION SELECT said.id FROM merged JOIN contributions AS said
     ON said.target_id = merged.id AND said.target_kind = 'idea' AND said.state = 'published'`;

/** An idea as far as joining is concerned. */
export type Mergeable = {
  readonly id: string;
  readonly kind: 'idea' | 'comment';
  readonly consultationId: string;
  readonly revision: string | null;
  readonly state: string;
  /** As it was decided last, whether it holds now or not. */
  readonly mergedInto: string | null;
  /** As it holds. */
  readonly joinedWith: string | null;
  /** How many were joined with it. */
  readonly followers: number;
};
/** Of what nobody took back. */
export const MERGEABLE = `SELECT c.id, c.kind, c.consultation_id AS "consultationId", c.revision, c.state, c.merged_into AS "mergedInto",
    ${joinedWith('c')} AS "joinedWith", (SELECT count(*) FROM contributions AS f WHERE f.merged_into = c.id) AS followers
  FROM contributions AS c WHERE c.withdrawn_at IS NULL`;

/** What one entry of the log changes: `revision` is the words that were joined, as others are looked at anew. */
export type Step = {
  readonly contributionId: string;
  readonly revision: string | null;
  /** Null takes it apart. */
  readonly into: string | null;
  readonly was: string | null;
};
export type DoneStep = Step & { readonly ordinal: number };

const step = ({ id, revision, mergedInto }: Mergeable, into: string | null): Step => ({
  contributionId: id,
  revision,
  into,
  was: mergedInto,
});

/**
 * Nothing is ever joined with what is itself joined with something: what was joined with `one` goes with it, and `kept` stands by itself from
 * now on. Null where they are not two published ideas of a consultation, or are shown as one already.
 */
export function stepsToMerge({
  one,
  kept,
  followers,
}: {
  readonly one: Mergeable;
  readonly kept: Mergeable;
  /** Of `one`. */
  readonly followers: readonly Mergeable[];
}): readonly Step[] | null {
  if (one.id === kept.id || one.mergedInto === kept.id || one.consultationId !== kept.consultationId)
    return null;
  if ([one, kept].some(({ kind, state }) => kind !== 'idea' || state !== 'published')) return null;
  return [
    ...(kept.mergedInto === null ? [] : [step(kept, null)]),
    ...followers.filter(({ id }) => id !== kept.id).map((follower) => step(follower, kept.id)),
    step(one, kept.id),
  ];
}
export const stepsApart = (one: Mergeable): readonly Step[] | null =>
  one.mergedInto === null ? null : [step(one, null)];

/** Null where something else was decided since, or the one it was joined with before does not stand by itself any more. */
export function stepBack({
  done,
  latest,
  present,
  before,
}: {
  readonly done: DoneStep;
  /** The ordinal of the last entry about the same contribution. */
  readonly latest: number;
  readonly present: Mergeable | null;
  /** The idea with which it was joined before, where there was one and it is here. */
  readonly before: Mergeable | null;
}): Step | null {
  if (present === null || present.revision !== done.revision || latest !== done.ordinal) return null;
  const stands =
    done.was === null || (present.followers === 0 && before !== null && before.mergedInto === null);
  return stands ? step(present, done.was) : null;
}
