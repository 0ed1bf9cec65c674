/** Puts documents into the feed: what the city says, and contributions with their counts. */
import type { TargetKind } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
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
import { webhookOutbox } from './webhook-outbox.ts';

/** The city's last word to it, as JSON; null where there is none or it was taken back. */
export const lastAnswer = (kind: TargetKind, id: string): string =>
  `(SELECT CASE WHEN state IS NULL THEN NULL ELSE json_object('state', state, 'text', json(text), 'at', at) END
    FROM answers WHERE target_id = ${id} AND target_kind = '${kind}' ORDER BY ordinal DESC LIMIT 1)`;

/** A proposal with what people and the city made of it since. */
export const PROPOSAL = `SELECT document, ${counted('proposal', 'documents.id')},
   ${lastAnswer('proposal', 'documents.id')} AS answer FROM documents WHERE kind = 'proposal'`;

/** JSON: the ids of those that are joined with `contributions AS c`, in the order of their arrival. */
export const JOINED = `(SELECT json_group_array(id) FROM (${joinedTo('c.id')} ORDER BY merged.ordinal))`;

export type Publication = ReturnType<typeof publication>;

/** Synchronous: for use within the transactions of other stores. */
export function publication(db: Sqlite) {
  const answer = lastAnswer('idea', 'c.id');
  const byItself = db.prepare<[string], ContributionRow>(
    contributionRows({ answer, joined: null, which: '= ?' }),
  );
  const joinedOne = db.prepare<[string], ContributionRow>(
    contributionRows({ answer, joined: JOINED, which: '= ?' }),
  );
  const also = db
    .prepare<[{ named: string }], string>(alsoTouched('IN (SELECT value FROM json_each(@named))'))
    .pluck();
  const proposal = db.prepare<[string], ProposalRow>(`${PROPOSAL} AND id = ?`);
  const present = db
    .prepare<[string, string, string], string | null>(
      'SELECT document FROM feed WHERE scope = ? AND kind = ? AND id = ?',
    )
    .pluck();
  // REPLACE is what gives a changed document a new position; (scope, kind, id) is the one key it can meet.
  const put = db.prepare('INSERT OR REPLACE INTO feed (scope, kind, id, document) VALUES (?, ?, ?, ?)');

  // As for the feed: the new position tells that something changed. One statement for all raises the sequence once.
  const markChanged = db.prepare<[{ named: string }]>(
    `INSERT OR REPLACE INTO contribution_changes (consultation_id, contribution_id)
     SELECT consultation_id, c.id FROM json_each(@named) AS touched CROSS JOIN contributions AS c ON c.id = touched.value`,
  );

  const announce = webhookOutbox(db);
  const ofNamed = 'IN (SELECT value FROM json_each(@named))';
  const mark = db.prepare<[{ people: string; named: string }]>(
    markSlips({ people: 'SELECT value FROM json_each(@people)', named: ofNamed }),
  );
  const erased = db.prepare<[{ named: string }], { scope: string; id: string }>(erasedFromSlips(ofNamed));

  /** An unchanged document keeps its position; what was never shown needs no tombstone. */
  const publish = (
    { scope, kind, id }: Place,
    document: object | null,
    before: string | null = present.get(scope, kind, id) ?? null,
  ): void => {
    const text = document === null ? null : JSON.stringify(document);
    if (text === before) return;
    put.run(scope, kind, id, text);
    announce({ scope, kind, id, before, after: text });
  };

  return {
    publish,
    /** Brings documents up to date; an id that is not here yet is no mistake. */
    refresh({ contributions, proposals, people }: Touched): void {
      const joined = new Set(also.all({ named: JSON.stringify([...contributions]) }));
      const touched = [...new Set([...contributions, ...joined])];
      const named = JSON.stringify(touched);
      markChanged.run({ named });
      for (const id of touched) {
        const row = (joined.has(id) ? joinedOne : byItself).get(id);
        if (!row) continue;
        publish({ scope: row.consultation_id, kind: row.kind, id }, documentOf(row), row.present);
      }
      mark.run({ people: JSON.stringify([...people]), named });
      for (const { scope, id } of erased.all({ named })) publish({ scope, kind: 'slip', id }, null);
      for (const id of proposals) {
        const row = proposal.get(id);
        if (!row) continue;
        const document = proposalOf(row);
        publish({ scope: document.consultationId, kind: 'proposal', id }, document);
      }
    },
  };
}
