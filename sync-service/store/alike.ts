/** Contributions of one consultation that resemble each other, by the terms that they share. */
import { termsOf } from '../../common/domain/similar/terms.ts';

export type AlikeStore = {
  /**
   * Where the nearest others stand in the order of arrival, the nearest first; null where there is no such contribution. Words
   * that came since the last time are placed in the index first, at most `INDEXED_MAX` contributions a call.
   */
  near(request: {
    readonly contributionId: string;
    readonly limit: number;
  }): Promise<readonly number[] | null>;
};

export const INDEXED_MAX = 10_000;
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

/** The most telling terms first, as far as all of their postings may be read. */
export function tellingTerms(terms: readonly KnownTerm[]): readonly KnownTerm[] {
  const telling: KnownTerm[] = [];
  let postings = 0;
  for (const term of terms.toSorted((a, b) => a.known - b.known)) {
    postings += term.known;
    if (term.known > KNOWN_MAX || postings > POSTINGS_MAX) break;
    // Nobody else knows it, and that makes nobody more alike.
    if (term.known > 1) telling.push(term);
  }
  return telling;
}

/** The ordinals of those that cover most of what `terms` are about. */
export function nearest({
  terms,
  postings,
  limit,
}: {
  readonly terms: readonly KnownTerm[];
  readonly postings: readonly { readonly term: string; readonly ordinal: number }[];
  readonly limit: number;
}): readonly number[] {
  const weights = new Map(terms.map(({ term, known }) => [term, weightOf(known)]));
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const covered = new Map<number, number>();
  for (const { term, ordinal } of postings)
    covered.set(ordinal, (covered.get(ordinal) ?? 0) + (weights.get(term) ?? 0));
  return [...covered]
    .filter(([, weight]) => weight >= all * COVERED_MIN)
    .toSorted(([a, weightA], [b, weightB]) => weightB - weightA || b - a)
    .slice(0, limit)
    .map(([ordinal]) => ordinal);
}
