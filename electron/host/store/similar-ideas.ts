/**
 * Finds the ideas that resemble what a person is typing. Ranking all that match by bm25 costs time in
 * proportion to the common words of the query; here only the most telling terms read their postings, up to a
 * fixed amount, and the best candidates are compared term by term.
 */
import { termsOf, typedTerms } from '../../../common/domain/similar/terms.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { createVocabulary, type NearTerm } from './similar/vocabulary.ts';

/** Postings read in one search, candidates compared, and words of the query that count. */
const POSTINGS_MAX = 4_000;
const CANDIDATES_MAX = 150;
const QUERY_TERMS_MAX = 12;
/** A word in at most this share of all ideas may be a slip of the keyboard. */
const RARE_SHARE = 0.002;
/** How much an idea's length lowers its score, as `b` of BM25. */
const LENGTH_PENALTY = 0.15;
/** An idea is shown when it covers this share of what the query is about. */
const COVERED_MIN = 0.15;

type Found = { readonly id: string; readonly score: number };
type Weighted = { readonly term: string; readonly ideas: number; readonly weight: number };
/** What one word of the query may mean, and what it weighs when met exactly. */
type Wanted = { readonly weight: number; readonly meanings: readonly Weighted[] };
type Candidate = { readonly id: string; readonly terms: string; readonly length: number };

const phrase = (term: string): string => `"${term}"`;

export function createSimilarIdeas(db: Sqlite) {
  const vocabulary = createVocabulary(db);
  type Indexed = { number: number; terms: string; length: number };
  const indexed = db.prepare<[string], Indexed>(
    'SELECT number, terms, term_count AS length FROM similar_idea WHERE id = ?',
  );
  const insertIdea = db.prepare<[string, string, number]>(
    'INSERT INTO similar_idea (id, terms, term_count) VALUES (?, ?, ?)',
  );
  const deleteIdea = db.prepare<[number]>('DELETE FROM similar_idea WHERE number = ?');
  const insertPosting = db.prepare<[number | bigint, string]>(
    'INSERT INTO similar_posting (rowid, terms) VALUES (?, ?)',
  );
  const deletePosting = db.prepare<[number, string]>(
    "INSERT INTO similar_posting (similar_posting, rowid, terms) VALUES ('delete', ?, ?)",
  );
  const addTotal = db.prepare<[number, number]>(
    'UPDATE similar_total SET ideas = ideas + ?, terms = terms + ?',
  );
  const total = db.prepare<[], { ideas: number; terms: number }>('SELECT ideas, terms FROM similar_total');
  const postings = db
    .prepare<[string, number], number>(
      'SELECT rowid FROM similar_posting WHERE similar_posting MATCH ? ORDER BY rowid DESC LIMIT ?',
    )
    .pluck();
  const candidate = db.prepare<[number], Candidate>(
    'SELECT id, terms, term_count AS length FROM similar_idea WHERE number = ?',
  );

  function wantedOf(text: string, ideas: number): Wanted[] {
    const telling = (term: NearTerm) => Math.log(1 + (ideas - term.ideas + 0.5) / (term.ideas + 0.5));
    const wanted = ({
      term,
      unfinished,
      known,
    }: {
      term: string;
      unfinished: string | null;
      known: number;
    }): Wanted => {
      const slips = known <= 1 + ideas * RARE_SHARE;
      const meanings = vocabulary
        .near({ term, unfinished, slips })
        .map((near) => ({ term: near.term, ideas: near.ideas, weight: near.nearness * telling(near) }));
      return { weight: Math.max(0, ...meanings.map(({ weight }) => weight)), meanings };
    };
    return typedTerms(text)
      .map(({ term, unfinished }) => ({ term, unfinished, known: vocabulary.count(term) }))
      .sort((a, b) => a.known - b.known)
      .slice(0, QUERY_TERMS_MAX)
      .flatMap((typed) => {
        const halves = typed.known === 0 ? vocabulary.halves(typed.term) : null;
        const parts = (halves ?? []).map((term) => ({
          term,
          unfinished: null,
          known: vocabulary.count(term),
        }));
        return [typed, ...parts].map(wanted);
      });
  }

  /** The numbers of the ideas worth comparing, by what the postings read so far say of them. */
  function candidates(wanted: readonly Wanted[]): number[] {
    const meanings = wanted.flatMap((one) => one.meanings).sort((a, b) => a.ideas - b.ideas);
    const scores = new Map<number, number>();
    let left = POSTINGS_MAX;
    const read = (match: string, weight: number) => {
      const numbers = postings.all(match, left);
      for (const number of numbers) scores.set(number, (scores.get(number) ?? 0) + weight);
      left -= numbers.length;
    };
    let common = meanings.length;
    for (const [at, { term, ideas, weight }] of meanings.entries()) {
      if (ideas > left) {
        common = at;
        break;
      }
      read(phrase(term), weight);
    }
    if (scores.size < CANDIDATES_MAX) {
      // Only common words are left: ideas with two of them first, then the newest with any.
      const rest = meanings.slice(common, common + 4);
      for (const [at, { term, weight }] of rest.entries()) {
        const others = rest.slice(at + 1).map((other) => phrase(other.term));
        if (others.length > 0 && left > 0) read(`${phrase(term)} AND (${others.join(' OR ')})`, weight);
      }
      for (const { term, weight } of rest) if (left > 0) read(phrase(term), weight);
    }
    return [...scores]
      .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || b - a)
      .slice(0, CANDIDATES_MAX)
      .map(([number]) => number);
  }

  function likeness({
    wanted,
    idea,
    average,
  }: {
    wanted: readonly Wanted[];
    idea: Candidate;
    average: number;
  }): number {
    const terms = new Set(idea.terms.split(' '));
    let met = 0;
    for (const { meanings } of wanted) {
      let best = 0;
      for (const { term, weight } of meanings) if (weight > best && terms.has(term)) best = weight;
      met += best;
    }
    return met / (1 - LENGTH_PENALTY + (LENGTH_PENALTY * idea.length) / average);
  }

  function remove(id: string): void {
    const known = indexed.get(id);
    if (known === undefined) return;
    deletePosting.run(known.number, known.terms);
    deleteIdea.run(known.number);
    vocabulary.remove(known.terms === '' ? [] : known.terms.split(' '));
    addTotal.run(-1, -known.length);
  }

  return {
    /** Adds an idea, or replaces what was known of it. To be called within the transaction that stores it. */
    index({ id, title, words }: { id: string; title: string; words: string }): void {
      const terms = termsOf(`${title}\n${words}`);
      const text = terms.join(' ');
      if (indexed.get(id)?.terms === text) return;
      remove(id);
      const { lastInsertRowid } = insertIdea.run(id, text, terms.length);
      insertPosting.run(lastInsertRowid, text);
      vocabulary.add(terms);
      addTotal.run(1, terms.length);
    },

    /** Does nothing for an idea that is not there. */
    remove,

    /** The likest first, at most `limit`; none where nothing resembles the text. */
    search({ text, limit }: { text: string; limit: number }): Found[] {
      const { ideas = 0, terms = 0 } = total.get() ?? {};
      if (ideas === 0) return [];
      const wanted = wantedOf(text, ideas);
      const least = COVERED_MIN * wanted.reduce((sum, { weight }) => sum + weight, 0);
      const average = Math.max(1, terms / ideas);
      const found: Found[] = [];
      for (const number of candidates(wanted)) {
        const idea = candidate.get(number);
        if (idea === undefined) throw new Error('The search index names an idea that is not there.');
        const score = likeness({ wanted, idea, average });
        if (score > 0 && score >= least) found.push({ id: idea.id, score });
      }
      return found.sort((a, b) => b.score - a.score).slice(0, limit);
    },
  };
}
