import type { Sqlite } from '../../../platform/sqlite.ts';
import type { AnswerStore } from '../answers.ts';
import { auditLog } from './audit-log.ts';
import {
  nothingTouched,
  PROPOSAL,
  type ProposalRow,
  proposalOf,
  publication,
  touchTarget,
} from './publication.ts';

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
  const proposals = db.prepare<[], ProposalRow>(`${PROPOSAL} ORDER BY consultation_id, id`);

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
    proposals: async () => proposals.all().map(proposalOf),
  };
}
