import type { ContributionStore } from '../contributions.ts';
import { type Renewed, renewed, SLIPS_TO_COPY, type SlipRow, type SlipStore } from '../slips.ts';
import { BY_KEY, type Postgres } from './database.ts';
import { FEED_LOCK, publication } from './publication.ts';

/** "Slip" in ASCII. */
const SLIP_LOCK = 0x536c6970;
const TURN = `SELECT pg_try_advisory_xact_lock($1) AS mine, ${BY_KEY}`;

export function slipStore(db: Postgres, contributions: ContributionStore): SlipStore {
  const { publish } = publication(db);

  return {
    renew: ({ limit, make }) =>
      db.transaction(async () => {
        const turn = await db.one<{ mine: boolean }>(TURN, SLIP_LOCK);
        if (turn?.mine !== true) return 0;
        const all: Renewed[] = [];
        for (const row of await db.rows<SlipRow>(`${SLIPS_TO_COPY} LIMIT $1`, limit))
          all.push(await renewed(row, await contributions.ofParticipant(row.participantId), make));
        if (all.length === 0) return 0;
        // Before any row, as everybody who marks a slip has it.
        await db.run('SELECT pg_advisory_xact_lock($1)', FEED_LOCK);
        for (const { participantId, changes, digest, scope, lookUp, document, holds } of all) {
          // Not where it changed while its copy was made: what was erased meanwhile would come back.
          const rows = await db.run(
            `UPDATE slips SET copied = changes, copy_digest = $3 WHERE participant_id = $1 AND changes = $2`,
            participantId,
            changes,
            digest,
          );
          if (rows === 1 && !holds) await publish({ scope, kind: 'slip', id: lookUp }, document);
        }
        return all.length;
      }),
  };
}
