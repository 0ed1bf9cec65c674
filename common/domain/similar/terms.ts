/**
 * The terms by which ideas are compared: words without case, accents and the endings that only inflect.
 * A kiosk's ideas come in several languages and short texts name theirs unreliably, so one set of rules serves
 * all. What is stored was made by these rules: changing them calls for a migration that indexes anew.
 */
import { foldedWord } from './folded-word.ts';
import { isFunctionWord } from './function-words.ts';

/** Beyond these a text tells no more about its likeness, and would only cost time. */
const TERMS_MAX = 300;
const TERM_LENGTH_MAX = 40;

/** Longest first: the first that fits is taken off, as long as a stem of four letters stays. */
const ENDINGS = [
  ...['ungen', 'ments', 'ement', 'ing', 'ung', 'ern', 'est', 'eux', 'ed', 'es', 'en', 'er', 'em'],
  ...['et', 'ly', 's', 'e', 'n', 'x', 'y', 't'],
];
const STEM_MIN = 4;

function withoutEnding(word: string): string {
  for (const ending of ENDINGS) {
    if (word.length - ending.length >= STEM_MIN && word.endsWith(ending)) {
      const left = word.slice(0, -ending.length);
      return left.at(-1) === left.at(-2) && left.length > STEM_MIN ? left.slice(0, -1) : left;
    }
  }
  return word;
}

/** Twice, for a plural on top of another ending, as in `renters`. */
const stem = (word: string): string => withoutEnding(withoutEnding(word));

export type TypedTerm = {
  readonly term: string;
  /** The folded word as typed so far, where the person may still be typing it; else null. */
  readonly unfinished: string | null;
};

/** Distinct terms in the order of the text; words that carry no subject are left out. */
export function typedTerms(text: string): TypedTerm[] {
  const terms = new Map<string, TypedTerm>();
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (terms.size === TERMS_MAX) break;
    const folded = foldedWord(match[0]).slice(0, TERM_LENGTH_MAX).toWellFormed();
    if (folded === '' || isFunctionWord(folded)) continue;
    const term = stem(folded);
    const last = match.index + match[0].length === text.length;
    if (!terms.has(term)) terms.set(term, { term, unfinished: last ? folded : null });
  }
  return [...terms.values()];
}

export const termsOf = (text: string): string[] => typedTerms(text).map(({ term }) => term);
