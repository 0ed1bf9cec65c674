/** Contributions of one consultation that resemble each other, by the terms that they share. */
import { termsOf } from '../../common/domain/similar/terms.ts';

export type AlikeStore = {
  /** Places words that came since the last time in the index, of at most `limit` contributions; answers of how many. */
  index(limit: number): Promise<number>;
  /**
   * Where the nearest others stand in the order of arrival, the nearest first; null where there is no such contribution. Words
   * that came since the last time are placed in the index first, at most `INDEXED_MAX` contributions a call.
   */
  near(request: {
    readonly contributionId: string;
    readonly limit: number;
  }): Promise<readonly number[] | null>;
};

/** Nobody waits for more; what is left over comes by itself (`services/likeness.ts`). */
export const INDEXED_MAX = 1_000;
export const INDEXED_AT_ONCE = 500;
/** Terms of a contribution that count, and of which the index knows. */
const TERMS_MAX = 60;
/** A term that more contributions hold tells nothing, and is not read. */
export const KNOWN_MAX = 1_000;
/** Postings that are read for one question. */
const POSTINGS_MAX = 4_000;
/** The least share of what one is about that another must be about too. */
const COVERED_MIN = 0.15;

export type Worded = { readonly title: string | null; readonly words: string };
/** In how many contributions of the consultation a term stands, at most one more than `KNOWN_MAX`. */
export type KnownTerm = { readonly term: string; readonly known: number };

export const termsOfWords = ({ title, words }: Worded): readonly string[] =>
  termsOf(`${title ?? ''}\n${words}`).slice(0, TERMS_MAX);

const weightOf = (known: number): number => Math.log(1 + KNOWN_MAX / Math.max(1, known));

/** What a contribution is about: the terms by which others are found, and the weight of all that tell something. */
export type Telling = { readonly terms: readonly KnownTerm[]; readonly all: number };

/** The most telling terms first, as far as all of their postings may be read. */
export function tellingOf(asked: readonly KnownTerm[]): Telling {
  const telling = asked.filter(({ known }) => known <= KNOWN_MAX).toSorted((a, b) => a.known - b.known);
  const terms: KnownTerm[] = [];
  let postings = 0;
  for (const term of telling) {
    postings += term.known;
    if (postings > POSTINGS_MAX) break;
    // What nobody else says finds nobody, and counts as something that the others are not about.
    if (term.known > 1) terms.push(term);
  }
  return { terms, all: telling.reduce((sum, { known }) => sum + weightOf(known), 0) };
}

/** The ordinals of those that cover most of it. */
export function nearest({
  telling: { terms, all },
  postings,
  limit,
}: {
  readonly telling: Telling;
  readonly postings: readonly { readonly term: string; readonly ordinal: number }[];
  readonly limit: number;
}): readonly number[] {
  const weights = new Map(terms.map(({ term, known }) => [term, weightOf(known)]));
  const covered = new Map<number, number>();
  for (const { term, ordinal } of postings)
    covered.set(ordinal, (covered.get(ordinal) ?? 0) + (weights.get(term) ?? 0));
  return [...covered]
    .filter(([, weight]) => weight >= all * COVERED_MIN)
    .toSorted(([a, weightA], [b, weightB]) => weightB - weightA || b - a)
    .slice(0, limit)
    .map(([ordinal]) => ordinal);
}
