/** Puts documents into the feed: what the city says, and contributions with their counts. */
import type {
  CommentDocument,
  FeedKind,
  IdeaDocument,
  OfficialAnswer,
  ProposalDocument,
} from '../../../common/contract/feed.ts';
import type { TargetKind } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { webhookOutbox } from './webhook-outbox.ts';

type ContributionRow = {
  id: string;
  kind: 'idea' | 'comment';
  consultation_id: string;
  topic_id: string | null;
  title: string | null;
  words: string;
  language: string;
  target_id: string | null;
  target_kind: TargetKind | null;
  state: string;
  recorded_at: number;
  imported_supports: number;
  supports: number;
  comments: number;
  author: string | null;
  answer: string | null;
  present: string | null;
};
export type ProposalRow = { document: string; supports: number; comments: number; answer: string | null };
type Place = { readonly scope: string; readonly kind: FeedKind; readonly id: string };

/** What a batch changed, each named once: contributions of any kind, and official proposals. */
export type Touched = { readonly contributions: Set<string>; readonly proposals: Set<string> };

export const nothingTouched = (): Touched => ({ contributions: new Set(), proposals: new Set() });

export const touchTarget = (touched: Touched, target: { id: string; kind: TargetKind }): void => {
  (target.kind === 'idea' ? touched.contributions : touched.proposals).add(target.id);
};

/** The city's last word to it, as JSON; null where there is none or it was taken back. */
export const lastAnswer = (kind: TargetKind, id: string): string =>
  `(SELECT CASE WHEN state IS NULL THEN NULL ELSE json_object('state', state, 'text', json(text), 'at', at) END
    FROM answers WHERE target_id = ${id} AND target_kind = '${kind}' ORDER BY ordinal DESC LIMIT 1)`;

/** The first name that stands beside `contributions AS c`, or null. */
export const AUTHOR =
  '(SELECT first_name FROM participants WHERE participants.id = c.participant_id) AS author';

/** Nothing rather than null: an older kiosk knows no such key. */
export const answerOf = (text: string | null): { answer?: OfficialAnswer } =>
  text === null ? {} : { answer: JSON.parse(text) as OfficialAnswer };

export const counted = (kind: TargetKind, id: string): string =>
  `(SELECT count(*) FROM supports WHERE target_id = ${id} AND target_kind = '${kind}') AS supports,
   (SELECT count(*) FROM contributions
    WHERE target_id = ${id} AND target_kind = '${kind}' AND state = 'published') AS comments`;

/** A proposal with what people and the city made of it since. */
export const PROPOSAL = `SELECT document, ${counted('proposal', 'documents.id')},
   ${lastAnswer('proposal', 'documents.id')} AS answer FROM documents WHERE kind = 'proposal'`;

export const proposalOf = ({ document, supports, comments, answer }: ProposalRow): ProposalDocument => ({
  ...(JSON.parse(document) as ProposalDocument),
  supports,
  comments,
  ...answerOf(answer),
});

/** The document as people see it, or null for what is not published. */
function documentOf(row: ContributionRow): IdeaDocument | CommentDocument | null {
  if (row.state !== 'published') return null;
  const shared = {
    id: row.id,
    consultationId: row.consultation_id,
    words: row.words,
    language: row.language,
    at: row.recorded_at,
    // Nothing rather than null: an older kiosk knows no such key.
    ...(row.author === null ? {} : { author: row.author }),
  };
  if (row.title !== null) {
    const { topic_id: topicId, title, comments } = row;
    const supports = row.supports + row.imported_supports;
    return { ...shared, topicId, title, supports, comments, ...answerOf(row.answer) };
  }
  if (row.target_id === null || row.target_kind === null) {
    throw new Error(`comment ${row.id} has no target`);
  }
  return { ...shared, targetId: row.target_id, targetKind: row.target_kind };
}

export type Publication = ReturnType<typeof publication>;

/** Synchronous: for use within the transactions of other stores. */
export function publication(db: Sqlite) {
  const contribution = db.prepare<[string], ContributionRow>(
    `SELECT id, kind, consultation_id, topic_id, title, words, language, target_id, target_kind, state,
       recorded_at, imported_supports, ${counted('idea', 'c.id')}, ${lastAnswer('idea', 'c.id')} AS answer,
       ${AUTHOR},
       (SELECT document FROM feed WHERE scope = c.consultation_id AND kind = c.kind AND id = c.id) AS present
     FROM contributions AS c WHERE id = ?`,
  );
  const proposal = db.prepare<[string], ProposalRow>(`${PROPOSAL} AND id = ?`);
  const present = db
    .prepare<[string, string, string], string | null>(
      'SELECT document FROM feed WHERE scope = ? AND kind = ? AND id = ?',
    )
    .pluck();
  // REPLACE is what gives a changed document a new position; (scope, kind, id) is the one key it can meet.
  const put = db.prepare('INSERT OR REPLACE INTO feed (scope, kind, id, document) VALUES (?, ?, ?, ?)');

  const announce = webhookOutbox(db);

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
    refresh({ contributions, proposals }: Touched): void {
      for (const id of contributions) {
        const row = contribution.get(id);
        if (row) publish({ scope: row.consultation_id, kind: row.kind, id }, documentOf(row), row.present);
      }
      for (const id of proposals) {
        const row = proposal.get(id);
        if (!row) continue;
        const document = proposalOf(row);
        publish({ scope: document.consultationId, kind: 'proposal', id }, document);
      }
    },
  };
}
