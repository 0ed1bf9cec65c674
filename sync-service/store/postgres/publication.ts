/**
 * Puts documents into the feed. Positions must become visible in their order, or a kiosk that has seen a later one would
 * never ask for an earlier one that was committed after it: whoever publishes holds one lock until its commit, taken before a
 * position is given and before counts are read.
 */
import type { TargetKind } from '../../../common/domain/records.ts';
import {
  AUTHOR,
  type ContributionRow,
  counted,
  documentOf,
  type Place,
  type ProposalRow,
  proposalOf,
  type Touched,
} from '../published.ts';
import type { Postgres } from './database.ts';
import { webhookOutbox } from './webhook-outbox.ts';

/** "Feed" in ASCII. */
const FEED_LOCK = 0x46656564;

/** The city's last word to it, as JSON; null where there is none or it was taken back. */
export const lastAnswer = (kind: TargetKind, id: string): string =>
  `(SELECT CASE WHEN state IS NULL THEN NULL
      ELSE json_build_object('state', state, 'text', text::json, 'at', at)::text END
    FROM answers WHERE target_id = ${id} AND target_kind = '${kind}' ORDER BY ordinal DESC LIMIT 1)`;

/** A proposal with what people and the city made of it since. */
export const PROPOSAL = `SELECT document, ${counted('proposal', 'documents.id')},
   ${lastAnswer('proposal', 'documents.id')} AS answer FROM documents WHERE kind = 'proposal'`;

const CONTRIBUTION = `SELECT id, kind, consultation_id, topic_id, title, words, language, target_id, target_kind, state,
   recorded_at, imported_supports, ${counted('idea', 'c.id')}, ${lastAnswer('idea', 'c.id')} AS answer, ${AUTHOR},
   (SELECT document FROM feed WHERE scope = c.consultation_id AND kind = c.kind AND id = c.id) AS present
 FROM contributions AS c WHERE id = $1`;

type Publish = (place: Place, document: object | null, before?: string | null) => Promise<void>;
export type Publication = {
  /** An unchanged document keeps its position; what was never shown needs no tombstone. */
  readonly publish: Publish;
  /** Brings documents up to date; an id that is not here yet is no mistake. */
  refresh(touched: Touched): Promise<void>;
};

/** For use within the transactions of other stores. */
export function publication(db: Postgres): Publication {
  const announce = webhookOutbox(db);
  const hold = () => db.run('SELECT pg_advisory_xact_lock($1)', FEED_LOCK);

  const put: Publish = async ({ scope, kind, id }, document, known) => {
    const before =
      known === undefined
        ? ((
            await db.one<{ document: string | null }>(
              'SELECT document FROM feed WHERE scope = $1 AND kind = $2 AND id = $3',
              scope,
              kind,
              id,
            )
          )?.document ?? null)
        : known;
    const text = document === null ? null : JSON.stringify(document);
    if (text === before) return;
    // A changed document gets a new position.
    await db.run('DELETE FROM feed WHERE scope = $1 AND kind = $2 AND id = $3', scope, kind, id);
    await db.run(
      'INSERT INTO feed (scope, kind, id, document) VALUES ($1, $2, $3, $4)',
      scope,
      kind,
      id,
      text,
    );
    await announce({ scope, kind, id, before, after: text });
  };

  return {
    publish: (place, document, known) =>
      db.transaction(async () => {
        await hold();
        await put(place, document, known);
      }),
    async refresh({ contributions, proposals }) {
      if (contributions.size + proposals.size === 0) return;
      await db.transaction(async () => {
        await hold();
        for (const id of contributions) {
          const row = await db.one<ContributionRow>(CONTRIBUTION, id);
          if (row)
            await put({ scope: row.consultation_id, kind: row.kind, id }, documentOf(row), row.present);
        }
        for (const id of proposals) {
          const row = await db.one<ProposalRow>(`${PROPOSAL} AND id = $1`, id);
          if (!row) continue;
          const document = proposalOf(row);
          await put({ scope: document.consultationId, kind: 'proposal', id }, document);
        }
      });
    },
  };
}
