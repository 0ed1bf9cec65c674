/**
 * Puts documents into the feed. Positions must become visible in their order, or a kiosk that has seen a later one would
 * never ask for an earlier one that was committed after it: whoever publishes holds one lock until its commit, taken before a
 * position is given and before counts are read.
 */
import type { TargetKind } from '../../../common/domain/records.ts';
import { alsoTouched, joinedTo } from '../merges.ts';
import {
  type ContributionRow,
  contributionRows,
  counted,
  documentOf,
  type Place,
  type ProposalRow,
  proposalOf,
  type Touched,
} from '../published.ts';
import { erasedFromSlips, markSlips } from '../slips.ts';
import type { Change } from '../webhook-events.ts';
import { BY_KEY, type Postgres } from './database.ts';
import { webhookOutbox } from './webhook-outbox.ts';

/** "Feed" in ASCII. */
export const FEED_LOCK = 0x46656564;
const HOLD = `SELECT pg_advisory_xact_lock($1), ${BY_KEY}`;

/** The city's last word to it, as JSON; null where there is none or it was taken back. */
export const lastAnswer = (kind: TargetKind, id: string): string =>
  `(SELECT CASE WHEN state IS NULL THEN NULL
      ELSE json_build_object('state', state, 'text', text::json, 'at', at)::text END
    FROM answers WHERE target_id = ${id} AND target_kind = '${kind}' ORDER BY ordinal DESC LIMIT 1)`;

/** A proposal with what people and the city made of it since. */
export const PROPOSAL = `SELECT document, ${counted('proposal', 'documents.id')},
   ${lastAnswer('proposal', 'documents.id')} AS answer FROM documents WHERE kind = 'proposal'`;

/** JSON: the ids of those that are joined with `contributions AS c`, in the order of their arrival. */
export const JOINED = `(SELECT coalesce(json_agg(id ORDER BY ordinal), '[]')::text FROM (${joinedTo('c.id')}) AS m)`;

const ANSWER = lastAnswer('idea', 'c.id');
const NAMED = '= ANY($1::text[])';
const BY_THEMSELVES = contributionRows({ answer: ANSWER, joined: null, which: NAMED });
const MARK_SLIPS = markSlips({ people: 'SELECT unnest($1::text[])', named: '= ANY($2::text[])' });
const ERASED_FROM_SLIPS = erasedFromSlips(NAMED);
const JOINED_ONES = contributionRows({ answer: ANSWER, joined: JOINED, which: NAMED });

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
  const hold = () => db.run(HOLD, FEED_LOCK);

  /** Each place once. A changed document gets a new position, in the order of `changes`. */
  const put = async (changes: readonly Change[]): Promise<void> => {
    const changed = changes.filter(({ before, after }) => before !== after);
    if (changed.length === 0) return;
    const rows = JSON.stringify(
      changed.map(({ scope, kind, id, after }) => ({ scope, kind, id, document: after })),
    );
    // The position that a new row would take is what gives a changed document its new one.
    await db.run(
      `INSERT INTO feed (scope, kind, id, document)
       SELECT scope, kind, id, document FROM ROWS FROM (
         json_to_recordset($1::json) AS (scope text, kind text, id text, document text)
       ) WITH ORDINALITY AS r (scope, kind, id, document, nth) ORDER BY nth
       ON CONFLICT (scope, kind, id) DO UPDATE SET position = excluded.position, document = excluded.document`,
      rows,
    );
    await announce(changed);
  };
  const documentAt = async ({ scope, kind, id }: Place): Promise<string | null> =>
    (
      await db.one<{ document: string | null }>(
        'SELECT document FROM feed WHERE scope = $1 AND kind = $2 AND id = $3',
        scope,
        kind,
        id,
      )
    )?.document ?? null;
  const asText = (document: object | null): string | null =>
    document === null ? null : JSON.stringify(document);

  return {
    publish: (place, document, known) =>
      db.transaction(async () => {
        await hold();
        const before = known === undefined ? await documentAt(place) : known;
        await put([{ ...place, before, after: asText(document) }]);
      }),
    async refresh({ contributions, proposals, people }) {
      if (contributions.size + proposals.size + people.size === 0) return;
      await db.transaction(async () => {
        await hold();
        const also = await db.rows<{ id: string }>(alsoTouched(NAMED), [...contributions]);
        const joined = new Set(also.map(({ id }) => id));
        const single = [...contributions].filter((id) => !joined.has(id));
        await db.run(
          `INSERT INTO contribution_changes (consultation_id, contribution_id)
           SELECT consultation_id, id FROM contributions WHERE id = ANY($1::text[]) ORDER BY ordinal
           ON CONFLICT (contribution_id) DO UPDATE SET position = excluded.position`,
          [...single, ...joined],
        );
        const rows = await db.rows<ContributionRow>(BY_THEMSELVES, single);
        if (joined.size > 0) rows.push(...(await db.rows<ContributionRow>(JOINED_ONES, [...joined])));
        const changes = rows.map((row): Change => {
          const { consultation_id: scope, kind, id, present } = row;
          return { scope, kind, id, before: present, after: asText(documentOf(row)) };
        });
        await db.run(MARK_SLIPS, [...people], [...single, ...joined]);
        for (const { scope, id } of await db.rows<{ scope: string; id: string }>(ERASED_FROM_SLIPS, [
          ...single,
          ...joined,
        ])) {
          const place: Place = { scope, kind: 'slip', id };
          changes.push({ ...place, before: await documentAt(place), after: null });
        }
        for (const id of proposals) {
          const row = await db.one<ProposalRow>(`${PROPOSAL} AND id = $1`, id);
          if (!row) continue;
          const document = proposalOf(row);
          const place: Place = { scope: document.consultationId, kind: 'proposal', id };
          changes.push({ ...place, before: await documentAt(place), after: asText(document) });
        }
        await put(changes);
      });
    },
  };
}
