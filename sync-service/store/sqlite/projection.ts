import type { Sqlite } from '../../../platform/sqlite.ts';
import { arrivalOf, atOnce, latestOf, type Projection, settler } from '../projection.ts';
import { nothingTouched } from '../published.ts';
import type { Arrival } from '../records.ts';
import { correctionTable } from './corrections.ts';
import { fold } from './fold.ts';
import { publication } from './publication.ts';
import { unfoldedTable } from './unfolded.ts';
import { waiting } from './waiting.ts';
import { withdrawalTable } from './withdrawals.ts';

/** It works without leaving the thread. */
const FOLDED_AT_ONCE = 500;

export function projection(db: Sqlite): Projection {
  const unfolded = unfoldedTable(db);
  const withdrawals = withdrawalTable(db);
  const corrections = correctionTable(db);
  const foldRecord = fold(db, withdrawals, corrections);
  const waits = waiting(db);
  const documents = publication(db);

  /** The work and the word that it is done stand together. Whether anything was erased. */
  const foldSome = db.transaction((): boolean => {
    const touched = nothingTouched();
    const arrivals: Arrival[] = [];
    /** Of whom something is new that they may have taken back, and when it came. */
    const authors = new Map<string, number>();
    for (const run of atOnce(unfolded.oldest(), FOLDED_AT_ONCE)) {
      for (const row of unfolded.rows(run)) {
        const arrival = arrivalOf(row);
        if (arrival === null) continue;
        arrivals.push(arrival);
        const author = foldRecord(arrival, touched);
        if (author !== null) authors.set(author, row.receivedAt);
      }
      unfolded.take(run);
    }
    const at = latestOf(arrivals);
    const rules = waits.judge(arrivals, touched, at);
    corrections.apply(new Set(authors.keys()), touched);
    const erased = withdrawals.apply(authors, touched);
    waits.apply(rules, touched, at);
    for (const id of authors.keys()) touched.people.add(id);
    documents.refresh(touched);
    return erased;
  });

  return {
    settle: settler({
      waiting: async () => unfolded.ends(),
      async fold() {
        // What was taken back shall not lie in the log until that is full.
        if (foldSome.immediate() && !db.inTransaction) db.pragma('wal_checkpoint(TRUNCATE)');
      },
    }),
    waiting: async () => unfolded.count(),
  };
}
