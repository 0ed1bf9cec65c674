import type { ProposalDocument } from '../../../common/contract/feed.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { AnswerStore } from '../answers.ts';
import { answerOf, counted, lastAnswer, nothingTouched, publication, touchTarget } from './publication.ts';

type ProposalRow = { document: string; supports: number; comments: number; answer: string | null };

export function answerStore(db: Sqlite): AnswerStore {
  const documents = publication(db);
  const exists = {
    idea: db.prepare<[string], 1>(`SELECT 1 FROM contributions WHERE id = ? AND kind = 'idea'`).pluck(),
    proposal: db.prepare<[string], 1>(`SELECT 1 FROM documents WHERE id = ? AND kind = 'proposal'`).pluck(),
  };
  const add = db.prepare(
    'INSERT INTO answers (target_kind, target_id, state, text, at, account_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const log = db.prepare(
    'INSERT INTO audit (at, account_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)',
  );
  const proposals = db.prepare<[], ProposalRow>(
    `SELECT document, ${counted('proposal', 'documents.id')}, ${lastAnswer('proposal', 'documents.id')} AS answer
     FROM documents WHERE kind = 'proposal' ORDER BY consultation_id, id`,
  );

  const give = db.transaction(
    ({ target, answer, at, accountId }: Parameters<AnswerStore['give']>[0]): boolean => {
      if (exists[target.kind].get(target.id) === undefined) return false;
      const state = answer?.state ?? null;
      add.run(target.kind, target.id, state, JSON.stringify(answer?.text ?? {}), at, accountId);
      log.run(
        at,
        accountId,
        `${target.kind}.${state === null ? 'answer-taken-back' : 'answered'}`,
        target.id,
        state ?? '',
      );
      const touched = nothingTouched();
      touchTarget(touched, target);
      documents.refresh(touched);
      return true;
    },
  );

  return {
    give: async (request) => give.immediate(request),
    proposals: async () =>
      proposals.all().map(({ document, supports, comments, answer }) => ({
        ...(JSON.parse(document) as ProposalDocument),
        supports,
        comments,
        ...answerOf(answer),
      })),
  };
}
