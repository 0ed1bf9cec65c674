import { arrivalOf, atOnce, latestOf, type Projection, settler } from '../projection.ts';
import { nothingTouched } from '../published.ts';
import { correctionTable } from './corrections.ts';
import { BY_KEY, type Postgres } from './database.ts';
import { fold } from './fold.ts';
import { publication } from './publication.ts';
import { unfoldedTable } from './unfolded.ts';
import { waiting } from './waiting.ts';
import { withdrawalTable } from './withdrawals.ts';

/** "Fold" in ASCII. */
const FOLD_LOCK = 0x466f6c64;

const BEGIN = `SELECT pg_advisory_xact_lock($1), ${BY_KEY}`;

/** They share the round trips and the commit. */
const FOLDED_AT_ONCE = 2_000;

export function projection(db: Postgres): Projection {
  const unfolded = unfoldedTable(db);
  const withdrawals = withdrawalTable(db);
  const corrections = correctionTable(db);
  const foldRecords = fold(db, withdrawals, corrections);
  const waits = waiting(db);
  const documents = publication(db);

  /** The work and the word that it is done stand together; one of all processes at a time. */
  const foldSome = () =>
    db.transaction(async () => {
      await db.run(BEGIN, FOLD_LOCK);
      const runs = atOnce(await unfolded.oldest(), FOLDED_AT_ONCE);
      const arrivals = (await unfolded.rows(runs)).map(arrivalOf).filter((arrival) => arrival !== null);
      const touched = nothingTouched();
      const authors = await foldRecords(arrivals, touched);
      const at = latestOf(arrivals);
      const rules = await waits.judge(arrivals, touched, at);
      await corrections.apply(new Set(authors.keys()), touched);
      await withdrawals.apply(authors, touched);
      await waits.apply(rules, touched, at);
      for (const id of authors.keys()) touched.people.add(id);
      await documents.refresh(touched);
      await unfolded.take(runs);
    });

  return {
    settle: settler({ waiting: unfolded.ends, fold: foldSome }),
    waiting: unfolded.count,
  };
}
