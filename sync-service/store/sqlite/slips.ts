import type { Sqlite } from '../../../platform/sqlite.ts';
import type { ContributionStore } from '../contributions.ts';
import { type Renewed, renewed, SLIPS_TO_COPY, type SlipRow, type SlipStore } from '../slips.ts';
import { publication } from './publication.ts';

export function slipStore(db: Sqlite, contributions: ContributionStore): SlipStore {
  const { publish } = publication(db);
  const toCopy = db.prepare<[number], SlipRow>(`${SLIPS_TO_COPY} LIMIT ?`);
  // Not where it changed while its copy was made: what was erased meanwhile would come back.
  const copied = db.prepare<[Pick<Renewed, 'participantId' | 'changes' | 'digest'>]>(
    `UPDATE slips SET copied = changes, copy_digest = @digest
     WHERE participant_id = @participantId AND changes = @changes`,
  );
  const put = db.transaction((all: readonly Renewed[]): void => {
    for (const { participantId, changes, digest, scope, lookUp, document, holds } of all) {
      const { changes: rows } = copied.run({ participantId, changes, digest });
      if (rows === 1 && !holds) publish({ scope, kind: 'slip', id: lookUp }, document);
    }
  });

  return {
    async renew({ limit, make }) {
      const all: Renewed[] = [];
      for (const row of toCopy.all(limit))
        all.push(await renewed(row, await contributions.ofParticipant(row.participantId), make));
      if (all.length > 0) put.immediate(all);
      return all.length;
    },
  };
}
