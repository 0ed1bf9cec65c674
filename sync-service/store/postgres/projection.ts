import { arrivalOf, atOnce, latestOf, type Projection, settler } from '../projection.ts';
import { nothingTouched } from '../published.ts';
import type { Arrival } from '../records.ts';
import { correctionTable } from './corrections.ts';
import type { Postgres } from './database.ts';
import { fold } from './fold.ts';
import { publication } from './publication.ts';
import { unfoldedTable } from './unfolded.ts';
import { waiting } from './waiting.ts';
import { withdrawalTable } from './withdrawals.ts';

/** "Fold" in ASCII. */
const FOLD_LOCK = 0x466f6c64;

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
      await db.run('SELECT pg_advisory_xact_lock($1)', FOLD_LOCK);
      const runs = atOnce(await unfolded.oldest());
      const arrivals: Arrival[] = [];
      for (const run of runs) {
        const deviceId = await unfolded.owner(run.chainId);
        for (const row of await unfolded.rows(run)) {
          const arrival = arrivalOf(row, deviceId);
          if (arrival !== null) arrivals.push(arrival);
        }
      }
      const touched = nothingTouched();
      const authors = await foldRecords(arrivals, touched);
      await corrections.apply(new Set(authors.keys()), touched);
      await withdrawals.apply(authors, touched);
      await waits.arrived(arrivals, touched, latestOf(arrivals));
      await documents.refresh(touched);
      await unfolded.take(runs);
    });

  return {
    settle: settler({ waiting: unfolded.ends, fold: foldSome }),
    waiting: unfolded.count,
  };
}
