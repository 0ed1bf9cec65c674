/** A page of a list that staff search. */

export type Searched = {
  /** Folded; each must occur. None, and everything fits. */
  readonly words: readonly string[];
  readonly limit: number;
};
