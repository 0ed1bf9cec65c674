/** The vocabulary of the indexed ideas: how many of them each term stands in, and which terms are near a word. */
import type { Sqlite } from '../../../../platform/sqlite.ts';
import { isOneSlipApart, shortened } from './spelling.ts';

/** A term of the vocabulary that may stand for a word, and how surely, from 0 to 1. */
export type NearTerm = { readonly term: string; readonly ideas: number; readonly nearness: number };

/** Shorter words have too many neighbours by chance. */
const SLIP_LENGTH_MIN = 4;
const PART_LENGTH_MIN = 4;
const UNFINISHED_LENGTH_MIN = 3;
/** Terms kept and rows read of one range of the vocabulary. */
const RANGE_KEPT = 8;
const RANGE_READ = 400;

const NEARNESS = {
  exact: 1,
  unfinished: 0.9,
  slip: 0.8,
  twoSlips: 0.55,
  longer: 0.6,
  ending: 0.6,
  part: 0.4,
};

const backwards = (term: string): string => [...term].reverse().join('');
/** Above every continuation of a prefix: no term holds a noncharacter. */
const after = (prefix: string): string => `${prefix}\u{10FFFF}`;

/** The first part of a compound, as it stands there and without the ending that links it to the next. */
const linkless = (part: string): string[] =>
  [part, part.slice(0, -1), part.slice(0, -2), part.slice(0, -4)].filter(
    (start, at) =>
      start.length >= PART_LENGTH_MIN && (at === 0 || /^(s|n|e|es|en|ungs)$/.test(part.slice(start.length))),
  );

export function createVocabulary(db: Sqlite) {
  const count = db.prepare<[string], number>('SELECT ideas FROM similar_term WHERE term = ?').pluck();
  const raise = db
    .prepare<[string, string], number>(
      `INSERT INTO similar_term (term, ending, ideas) VALUES (?, ?, 1)
       ON CONFLICT (term) DO UPDATE SET ideas = ideas + 1 RETURNING ideas`,
    )
    .pluck();
  const lower = db.prepare<[string]>(
    'UPDATE similar_term SET ideas = ideas - 1 WHERE term = ? AND ideas > 1',
  );
  const drop = db.prepare<[string]>('DELETE FROM similar_term WHERE term = ?');
  const addShortened = db.prepare<[string, string]>(
    'INSERT INTO similar_misspelling (shortened, term) VALUES (?, ?)',
  );
  const dropShortened = db.prepare<[string, string]>(
    'DELETE FROM similar_misspelling WHERE shortened = ? AND term = ?',
  );
  const byShortened = db
    .prepare<[string], string>('SELECT term FROM similar_misspelling WHERE shortened = ? LIMIT 50')
    .pluck();
  type Row = { term: string; ideas: number };
  const byStart = db.prepare<[string, string], Row>(
    `SELECT term, ideas FROM (
       SELECT term, ideas FROM similar_term WHERE term > ? AND term < ? LIMIT ${RANGE_READ}
     ) ORDER BY ideas DESC LIMIT ${RANGE_KEPT}`,
  );
  const byEnding = db.prepare<[string, string], Row>(
    `SELECT term, ideas FROM (
       SELECT term, ideas FROM similar_term WHERE ending > ? AND ending < ? LIMIT ${RANGE_READ}
     ) ORDER BY ideas DESC LIMIT ${RANGE_KEPT}`,
  );

  /** Terms that one slip each in `word` and in the term, or one alone, lead to. */
  function misspelt(word: string): Map<string, number> {
    const found = new Map<string, number>();
    const note = (term: string) => {
      if (term === word || found.has(term)) return;
      if (isOneSlipApart(word, term)) found.set(term, NEARNESS.slip);
      else if (word.length >= 8 && term.length >= 7) found.set(term, NEARNESS.twoSlips);
    };
    for (const term of byShortened.iterate(word)) note(term);
    for (const shorter of shortened(word)) {
      note(shorter);
      for (const term of byShortened.iterate(shorter)) note(term);
    }
    return found;
  }

  /** The known terms that begin or end a word: the parts of a compound, or the stem of a derived word. */
  function* parts(word: string): Generator<string> {
    for (let length = PART_LENGTH_MIN; length <= word.length - 1; length += 1) yield word.slice(0, length);
    for (let length = PART_LENGTH_MIN; length <= word.length - 2; length += 1) yield word.slice(-length);
  }

  return {
    add(terms: readonly string[]): void {
      for (const term of terms) {
        if (raise.get(term, backwards(term)) !== 1 || term.length < SLIP_LENGTH_MIN) continue;
        for (const shorter of shortened(term)) addShortened.run(shorter, term);
      }
    },

    remove(terms: readonly string[]): void {
      for (const term of terms) {
        if (lower.run(term).changes === 1) continue;
        drop.run(term);
        if (term.length < SLIP_LENGTH_MIN) continue;
        for (const shorter of shortened(term)) dropShortened.run(shorter, term);
      }
    },

    /** The two known terms that an unknown compound is made of, the likest halves first; null for none. */
    halves(word: string): readonly [string, string] | null {
      const middle = word.length / 2;
      let best: readonly [string, string] | null = null;
      let distance = Number.POSITIVE_INFINITY;
      for (let cut = PART_LENGTH_MIN; cut <= word.length - PART_LENGTH_MIN; cut += 1) {
        if (Math.abs(cut - middle) >= distance || !this.count(word.slice(cut))) continue;
        const first = linkless(word.slice(0, cut)).find((start) => this.count(start) > 0);
        if (first === undefined) continue;
        best = [first, word.slice(cut)];
        distance = Math.abs(cut - middle);
      }
      return best;
    },

    count: (term: string): number => count.get(term) ?? 0,

    /** Terms that may be meant by a word that is unknown or rare, the word's own term among them. */
    near({
      term,
      unfinished,
      slips,
    }: {
      term: string;
      unfinished: string | null;
      /** Whether the word is rare enough to be a slip of the keyboard. */
      slips: boolean;
    }): NearTerm[] {
      const found = new Map<string, NearTerm>();
      const note = (near: NearTerm) => {
        const known = found.get(near.term);
        if (near.ideas > 0 && (known === undefined || known.nearness < near.nearness))
          found.set(near.term, near);
      };
      const look = (near: string, nearness: number) =>
        note({ term: near, ideas: count.get(near) ?? 0, nearness });
      look(term, NEARNESS.exact);
      if (unfinished !== null && unfinished.length >= UNFINISHED_LENGTH_MIN) {
        look(unfinished, NEARNESS.unfinished);
        for (const row of byStart.all(unfinished, after(unfinished)))
          note({ ...row, nearness: NEARNESS.unfinished });
      }
      if (term.length >= PART_LENGTH_MIN) {
        for (const row of byStart.all(term, after(term))) note({ ...row, nearness: NEARNESS.longer });
        const ending = backwards(term);
        for (const row of byEnding.all(ending, after(ending))) note({ ...row, nearness: NEARNESS.ending });
        for (const part of parts(term)) look(part, (NEARNESS.part * part.length) / term.length + 0.1);
      }
      if (slips && term.length >= SLIP_LENGTH_MIN) {
        for (const [near, nearness] of misspelt(term)) look(near, nearness);
      }
      return [...found.values()];
    },
  };
}

export type Vocabulary = ReturnType<typeof createVocabulary>;
