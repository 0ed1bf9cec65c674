/** Puts documents into the feed: what the city says, and contributions with their counts. */
import type {
  CommentDocument,
  FeedKind,
  IdeaDocument,
  ProposalDocument,
} from '../../../common/contract/feed.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';

type ContributionRow = {
  id: string;
  kind: 'idea' | 'comment';
  consultation_id: string;
  topic_id: string | null;
  title: string | null;
  words: string;
  language: string;
  target_id: string | null;
  target_kind: 'idea' | 'proposal' | null;
  state: string;
  recorded_at: number;
  imported_supports: number;
};
type Place = { readonly scope: string; readonly kind: FeedKind; readonly id: string };

export type Publication = ReturnType<typeof publication>;

/** Synchronous: for use within the transactions of other stores. */
export function publication(db: Sqlite) {
  const contribution = db.prepare<[string], ContributionRow>(
    `SELECT id, kind, consultation_id, topic_id, title, words, language, target_id, target_kind, state,
       recorded_at, imported_supports
     FROM contributions WHERE id = ?`,
  );
  const proposal = db
    .prepare<[string], string>(`SELECT document FROM documents WHERE kind = 'proposal' AND id = ?`)
    .pluck();
  const supports = db.prepare<[string], number>('SELECT count(*) FROM supports WHERE target_id = ?').pluck();
  const comments = db
    .prepare<[string], number>(
      `SELECT count(*) FROM contributions WHERE target_id = ? AND state = 'published'`,
    )
    .pluck();
  const present = db
    .prepare<[string, string, string], string | null>(
      'SELECT document FROM feed WHERE scope = ? AND kind = ? AND id = ?',
    )
    .pluck();
  // REPLACE is what gives a changed document a new position; (scope, kind, id) is the one key it can meet.
  const put = db.prepare('INSERT OR REPLACE INTO feed (scope, kind, id, document) VALUES (?, ?, ?, ?)');

  const publish = ({ scope, kind, id }: Place, document: object): void => {
    const text = JSON.stringify(document);
    if (present.get(scope, kind, id) !== text) put.run(scope, kind, id, text);
  };
  const retract = ({ scope, kind, id }: Place): void => {
    if (typeof present.get(scope, kind, id) === 'string') put.run(scope, kind, id, null);
  };
  const counts = (id: string) => ({ supports: supports.get(id) ?? 0, comments: comments.get(id) ?? 0 });

  const publishContribution = (row: ContributionRow): void => {
    const place: Place = { scope: row.consultation_id, kind: row.kind, id: row.id };
    if (row.state !== 'published') {
      retract(place);
      return;
    }
    const shared = {
      id: row.id,
      consultationId: row.consultation_id,
      words: row.words,
      language: row.language,
      at: row.recorded_at,
    };
    if (row.title !== null) {
      const counted = counts(row.id);
      publish(place, {
        ...shared,
        topicId: row.topic_id,
        title: row.title,
        supports: counted.supports + row.imported_supports,
        comments: counted.comments,
      } satisfies IdeaDocument);
    } else if (row.target_id !== null && row.target_kind !== null) {
      publish(place, {
        ...shared,
        targetId: row.target_id,
        targetKind: row.target_kind,
      } satisfies CommentDocument);
    }
  };

  return {
    publish,
    /** Brings the documents of ideas, comments and proposals up to date; an unknown id is no mistake. */
    refresh(ids: Iterable<string>): void {
      for (const id of ids) {
        const row = contribution.get(id);
        if (row) publishContribution(row);
        if (row?.kind === 'comment') continue;
        const text = proposal.get(id);
        if (text === undefined) continue;
        const document = JSON.parse(text) as ProposalDocument;
        publish({ scope: document.consultationId, kind: 'proposal', id }, { ...document, ...counts(id) });
      }
    },
  };
}
