import type { Sqlite } from '../../../platform/sqlite.ts';
import type { ContributionStore, OwnContribution } from '../contributions.ts';
import { nothingTouched, publication } from './publication.ts';

export function contributionStore(db: Sqlite): ContributionStore {
  const documents = publication(db);
  const add = db.prepare(
    `INSERT INTO contributions (id, kind, origin, consultation_id, topic_id, title, words, language, state,
       recorded_at, received_at, imported_supports, attribution)
     VALUES (?, 'idea', 'import', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  // A support shows what it supports: an idea's title, as far as the idea is here and published.
  const own = db.prepare<[string, string, string], OwnContribution>(
    `SELECT id, kind, title, words, language, recorded_at AS at, state,
       imported_supports + (SELECT count(*) FROM supports
         WHERE target_id = contributions.id AND target_kind = 'idea') AS supports
     FROM contributions WHERE participant_id = ?
     UNION ALL
     SELECT id, replace(kind, '.sealed', ''), NULL, NULL, json_extract(substr(body, 23), '$.language'),
       json_extract(header, '$.at'), 'held', 0
     FROM records WHERE participant_id = ? AND kind IN ('idea.sealed', 'comment.sealed')
     UNION ALL
     SELECT record_id, 'support', idea.title, NULL, idea.language, supports.recorded_at, 'published',
       coalesce(idea.imported_supports, 0) + (SELECT count(*) FROM supports AS s
         WHERE s.target_id = supports.target_id AND s.target_kind = supports.target_kind)
     FROM supports LEFT JOIN contributions AS idea
       ON idea.id = supports.target_id AND supports.target_kind = 'idea' AND idea.kind = 'idea' AND idea.state = 'published'
     WHERE supports.participant_id = ?
     ORDER BY at, id`,
  );

  const importIdeas = db.transaction(
    ({ ideas, receivedAt }: Parameters<ContributionStore['importIdeas']>[0]): number => {
      const touched = nothingTouched();
      for (const idea of ideas) {
        const { changes } = add.run(
          idea.id,
          idea.consultationId,
          idea.topicId,
          idea.title,
          idea.words,
          idea.language,
          idea.state,
          idea.at,
          receivedAt,
          idea.supports,
          idea.attribution,
        );
        if (changes === 1) touched.contributions.add(idea.id);
      }
      documents.refresh(touched);
      return touched.contributions.size;
    },
  );

  return {
    importIdeas: async (request) => importIdeas.immediate(request),
    ofParticipant: async (participantId) => own.all(participantId, participantId, participantId),
  };
}
