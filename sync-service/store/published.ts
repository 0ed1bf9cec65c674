/** What people see of a contribution or a proposal, made from its row; the same for every database. */
import type {
  CommentDocument,
  FeedKind,
  IdeaDocument,
  OfficialAnswer,
  ProposalDocument,
} from '../../common/contract/feed.ts';
import type { RecordHeader, TargetKind } from '../../common/domain/records.ts';

export type ContributionRow = {
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
  supportsAlone: number;
  comments: number;
  author: string | null;
  revision: string | null;
  answer: string | null;
  present: string | null;
};
export type ProposalRow = {
  document: string;
  supports: number;
  supportsAlone: number;
  comments: number;
  answer: string | null;
};
export type Place = { readonly scope: string; readonly kind: FeedKind; readonly id: string };

/** What a batch changed, each named once: contributions of any kind, and official proposals. */
export type Touched = { readonly contributions: Set<string>; readonly proposals: Set<string> };

export const nothingTouched = (): Touched => ({ contributions: new Set(), proposals: new Set() });

export const touchTarget = (touched: Touched, target: { id: string; kind: TargetKind }): void => {
  (target.kind === 'idea' ? touched.contributions : touched.proposals).add(target.id);
};

/** Of `contributions AS c`: the record that brought the words that are shown. */
export const REVISION = 'coalesce(c.revision, c.id)';

/** The first name that stands beside `contributions AS c`, or null. */
export const AUTHOR =
  '(SELECT first_name FROM participants WHERE participants.id = c.participant_id) AS author';

/** Nothing rather than null: an older kiosk knows no such key. */
export const answerOf = (text: string | null): { answer?: OfficialAnswer } =>
  text === null ? {} : { answer: JSON.parse(text) as OfficialAnswer };

/** Nobody saw who it was: of two such supports nobody knows whether they are one person's. */
export const isAlone = ({ mode }: Pick<RecordHeader, 'mode'>): boolean => mode === 'self-service';

/** Nothing rather than none, for the same reason. */
const aloneOf = (supportsAlone: number): { supportsAlone?: number } =>
  supportsAlone === 0 ? {} : { supportsAlone };

export const counted = (kind: TargetKind, id: string): string =>
  `(SELECT count(*) FROM supports WHERE target_id = ${id} AND target_kind = '${kind}') AS supports,
   (SELECT count(*) FROM supports WHERE target_id = ${id} AND target_kind = '${kind}' AND alone = 1) AS "supportsAlone",
   (SELECT count(*) FROM contributions
    WHERE target_id = ${id} AND target_kind = '${kind}' AND state = 'published') AS comments`;

export const proposalOf = ({
  document,
  supports,
  supportsAlone,
  comments,
  answer,
}: ProposalRow): ProposalDocument => ({
  ...(JSON.parse(document) as ProposalDocument),
  supports,
  ...aloneOf(supportsAlone),
  comments,
  ...answerOf(answer),
});

/** The document as people see it, or null for what is not published. */
export function documentOf(row: ContributionRow): IdeaDocument | CommentDocument | null {
  if (row.state !== 'published') return null;
  const shared = {
    id: row.id,
    consultationId: row.consultation_id,
    words: row.words,
    language: row.language,
    at: row.recorded_at,
    // Nothing rather than null: an older kiosk knows no such key.
    ...(row.author === null ? {} : { author: row.author }),
    ...(row.revision === null ? {} : { revision: row.revision }),
  };
  if (row.title !== null) {
    const { topic_id: topicId, title, comments } = row;
    const supports = row.supports + row.imported_supports;
    const counts = { supports, ...aloneOf(row.supportsAlone), comments };
    return { ...shared, topicId, title, ...counts, ...answerOf(row.answer) };
  }
  if (row.target_id === null || row.target_kind === null) {
    throw new Error(`comment ${row.id} has no target`);
  }
  return { ...shared, targetId: row.target_id, targetKind: row.target_kind };
}
