/** The few traits that whoever agrees may tell for statistics. Each may be left out; nobody is asked for a date of birth. */

export const AGE_GROUPS = ['under-18', '18-29', '30-44', '45-64', '65-and-over'] as const;
export type AgeGroup = (typeof AGE_GROUPS)[number];

export const GENDERS = ['woman', 'man', 'non-binary', 'another'] as const;
export type Gender = (typeof GENDERS)[number];

export const TRAITS = ['ageGroup', 'gender', 'area'] as const;
export type Trait = (typeof TRAITS)[number];

/** What is sealed on entry; null for what the person would rather not say. `area` is one of the consultation's. */
export type Traits = {
  readonly ageGroup: AgeGroup | null;
  readonly gender: Gender | null;
  readonly area: string | null;
};
