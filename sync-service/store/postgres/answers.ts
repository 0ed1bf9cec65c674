import { type AnswerRow, type AnswerStore, givenAnswer } from '../answers.ts';
import { joinedWith } from '../merges.ts';
import { nothingTouched, type ProposalRow, proposalOf, touchTarget } from '../published.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';
import { PROPOSAL, publication } from './publication.ts';
import { hasWords, inAllLanguages } from './search.ts';

const SAID = `${inAllLanguages('document', 'title')} || ' ' || ${inAllLanguages('document', 'text')}`;

export function answerStore(db: Postgres): AnswerStore {
  const documents = publication(db);
  const log = auditLog(db);
  return {
    give: ({ target, answer, at, accountId }) =>
      db.transaction(async () => {
        const known = await db.one(
          target.kind === 'idea'
            ? "SELECT 1 FROM contributions WHERE id = $1 AND kind = 'idea'"
            : "SELECT 1 FROM documents WHERE id = $1 AND kind = 'proposal'",
          target.id,
        );
        if (known === null) return false;
        const state = answer?.state ?? null;
        await db.run(
          `INSERT INTO answers (target_kind, target_id, state, text, at, account_id)
           VALUES ($1, $2, $3, $4, $5, $6)`,
          target.kind,
          target.id,
          state,
          JSON.stringify(answer?.text ?? {}),
          at,
          accountId,
        );
        const action = `${target.kind}.${state === null ? 'answer-taken-back' : 'answered'}`;
        await log({ at, accountId, action, subject: target.id, detail: state ?? '' });
        const touched = nothingTouched();
        touchTarget(touched, target);
        await documents.refresh(touched);
        return true;
      }),
    page: async ({ consultationId, after, limit }) =>
      (
        await db.rows<AnswerRow>(
          `SELECT ordinal, target_id AS "targetId", target_kind AS "targetKind", state, text, at FROM answers AS a
           WHERE ordinal > $1 AND NOT EXISTS (SELECT 1 FROM answers AS later
               WHERE later.target_id = a.target_id AND later.target_kind = a.target_kind
                 AND later.ordinal > a.ordinal)
             AND CASE target_kind
               WHEN 'idea' THEN EXISTS (SELECT 1 FROM contributions AS c
                 WHERE id = a.target_id AND kind = 'idea' AND state = 'published' AND consultation_id = $2
                   AND ${joinedWith('c')} IS NULL)
               ELSE EXISTS (SELECT 1 FROM documents
                 WHERE id = a.target_id AND kind = 'proposal' AND consultation_id = $2) END
           ORDER BY ordinal LIMIT $3`,
          after,
          consultationId,
          limit,
        )
      ).map(givenAnswer),
    async proposal(id) {
      const row = await db.one<ProposalRow>(`${PROPOSAL} AND id = $1`, id);
      return row && proposalOf(row);
    },
    proposalPage: async ({ words, consultationId, after, limit }) =>
      (
        await db.rows<ProposalRow>(
          `${PROPOSAL} AND id > $1 AND consultation_id = coalesce($2, consultation_id) AND ${hasWords(SAID, '$3')}
           ORDER BY id LIMIT $4`,
          after,
          consultationId,
          words,
          limit,
        )
      ).map(proposalOf),
  };
}
