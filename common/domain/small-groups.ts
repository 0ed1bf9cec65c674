/**
 * Counts of people by a trait, without any group so small that its members could be told (k-anonymity): small groups are
 * merged, and where what is shown would still give one away, a larger one goes with them.
 */

/** People of one group; `key` is unique. */
export type Group = { readonly key: string; readonly people: number };

export type SafeGroups = {
  /** As they were; nobody in it, or at least `k`. */
  readonly shown: readonly Group[];
  /**
   * Told only together, at least `k`; `people` is null where all of them are fewer, and then nothing is told, nor may a total
   * of them be shown elsewhere. Null where no group was small.
   */
  readonly merged: { readonly keys: readonly string[]; readonly people: number | null } | null;
};

/** Below this many people a group is small. */
export const SMALL_GROUP = 5;

export function withoutSmallGroups({
  groups,
  k = SMALL_GROUP,
}: {
  readonly groups: readonly Group[];
  readonly k?: number;
}): SafeGroups {
  const isSmall = ({ people }: Group) => people > 0 && people < k;
  if (!groups.some(isSmall)) return { shown: groups, merged: null };
  // An empty group goes with the small ones: it would narrow down who they are.
  const hidden = new Set(groups.filter(({ people }) => people < k));
  const sum = () => [...hidden].reduce((people, group) => people + group.people, 0);
  const sizes = () => new Set([...hidden].map(({ people }) => people).filter((people) => people > 0)).size;
  const larger = groups.filter((group) => !hidden.has(group)).map(({ people }) => people);
  for (const size of [...new Set(larger)].sort((a, b) => a - b)) {
    // Were all merged groups of one size, the sum could tell it; groups as large as each other go together, or the one that
    // stays would tell which went. `small-groups.test.ts` tries every other explanation of what is shown.
    if (sum() >= k && sizes() > 1) break;
    for (const group of groups) if (group.people === size) hidden.add(group);
  }
  const people = sum();
  return {
    shown: groups.filter((group) => !hidden.has(group)),
    merged: {
      keys: groups.filter((group) => hidden.has(group)).map(({ key }) => key),
      people: people < k ? null : people,
    },
  };
}
