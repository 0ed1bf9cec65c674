import type { Sqlite } from '../../../platform/sqlite.ts';
import { type AnswerRow, type AnswerStore, givenAnswer } from '../answers.ts';
import { joinedWith } from '../merges.ts';
import { nothingTouched, type ProposalRow, proposalOf, touchTarget } from '../published.ts';
import { auditLog } from './audit-log.ts';
import { PROPOSAL, publication } from './publication.ts';
import { hasWords, inAllLanguages } from './search.ts';

const SAID = `${inAllLanguages('document', 'title')} || ' ' || ${inAllLanguages('document', 'text')}`;

export function answerStore(db: Sqlite): AnswerStore {
  const documents = publication(db);
  const exists = {
    idea: db.prepare<[string], 1>(`SELECT 1 FROM contributions WHERE id = ? AND kind = 'idea'`).pluck(),
    proposal: db.prepare<[string], 1>(`SELECT 1 FROM documents WHERE id = ? AND kind = 'proposal'`).pluck(),
  };
  const add = db.prepare(
    'INSERT INTO answers (target_kind, target_id, state, text, at, account_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const log = auditLog(db);
  const page = db.prepare<[{ consultationId: string; after: number; limit: number }], AnswerRow>(
    `SELECT ordinal, target_id AS targetId, target_kind AS targetKind, state, text, at FROM answers AS a
     WHERE ordinal > @after AND NOT EXISTS (SELECT 1 FROM answers AS later
         WHERE later.target_id = a.target_id AND later.target_kind = a.target_kind AND later.ordinal > a.ordinal)
       AND CASE target_kind
         WHEN 'idea' THEN EXISTS (SELECT 1 FROM contributions AS c
           WHERE id = a.target_id AND kind = 'idea' AND state = 'published' AND consultation_id = @consultationId
             AND ${joinedWith('c')} IS NULL)
         ELSE EXISTS (SELECT 1 FROM documents
           WHERE id = a.target_id AND kind = 'proposal' AND consultation_id = @consultationId) END
     ORDER BY ordinal LIMIT @limit`,
  );
  const proposal = db.prepare<[string], ProposalRow>(`${PROPOSAL} AND id = ?`);
  const proposalPage = db.prepare<
    [{ consultationId: string | null; after: string; words: string; limit: number }],
    ProposalRow
  >(
    `${PROPOSAL} AND id > @after AND consultation_id = coalesce(@consultationId, consultation_id)
       AND ${hasWords(SAID, '@words')} ORDER BY id LIMIT @limit`,
  );

  const give = db.transaction(
    ({ target, answer, at, accountId }: Parameters<AnswerStore['give']>[0]): boolean => {
      if (exists[target.kind].get(target.id) === undefined) return false;
      const state = answer?.state ?? null;
      add.run(target.kind, target.id, state, JSON.stringify(answer?.text ?? {}), at, accountId);
      const action = `${target.kind}.${state === null ? 'answer-taken-back' : 'answered'}`;
      log({ at, accountId, action, subject: target.id, detail: state ?? '' });
      const touched = nothingTouched();
      touchTarget(touched, target);
      documents.refresh(touched);
      return true;
    },
  );

  return {
    give: async (request) => give.immediate(request),
    page: async (request) => page.all(request).map(givenAnswer),
    async proposal(id) {
      const row = proposal.get(id);
      return row ? proposalOf(row) : null;
    },
    proposalPage: async ({ words, ...page }) =>
      proposalPage.all({ ...page, words: JSON.stringify(words) }).map(proposalOf),
  };
}
