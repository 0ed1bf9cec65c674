/** What people see of a contribution or a proposal, made from its row; the same for every database. */
import type {
  CommentDocument,
  IdeaDocument,
  KioskFeedKind,
  OfficialAnswer,
  ProposalDocument,
} from '../../common/contract/feed.ts';
import type { RecordHeader, TargetKind } from '../../common/domain/records.ts';
import { gatheredBy, joinedWith, targetJoinedWith } from './merges.ts';

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
  supports: number;
  supportsAlone: number;
  comments: number;
  author: string | null;
  revision: string | null;
  answer: string | null;
  /** The idea that it is joined with. */
  joined_with: string | null;
  /** The idea that its target is joined with. */
  target_joined_with: string | null;
  /** JSON: the ideas that are joined with it. */
  joined: string;
  present: string | null;
};
export type ProposalRow = {
  document: string;
  supports: number;
  supportsAlone: number;
  comments: number;
  answer: string | null;
};
export type Place = { readonly scope: string; readonly kind: KioskFeedKind; readonly id: string };

/** What a batch changed, each named once: contributions of any kind, official proposals, and of whom something else is new. */
export type Touched = {
  readonly contributions: Set<string>;
  readonly proposals: Set<string>;
  readonly people: Set<string>;
};

export const nothingTouched = (): Touched => ({
  contributions: new Set(),
  proposals: new Set(),
  people: new Set(),
});

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

/** How many people support it, each once; an idea with all that are joined with it, one that is joined itself with none. */
export const supportsOf = (kind: TargetKind, id: string): string =>
  kind === 'proposal'
    ? `(SELECT count(*) FROM supports WHERE target_id = ${id} AND target_kind = 'proposal')`
    : `((SELECT count(DISTINCT coalesce(s.participant_id, s.record_id)) FROM (${gatheredBy(id)}) AS part
         JOIN supports AS s ON s.target_id = part.id AND s.target_kind = 'idea')
       + (SELECT coalesce(sum(part.imported_supports), 0) FROM (${gatheredBy(id)}) AS part))`;

export const counted = (kind: TargetKind, id: string): string => {
  const parts = kind === 'proposal' ? `(SELECT ${id} AS id)` : `(${gatheredBy(id)})`;
  return `${supportsOf(kind, id)} AS supports,
   (SELECT count(DISTINCT coalesce(s.participant_id, s.record_id)) FROM ${parts} AS part
    JOIN supports AS s ON s.target_id = part.id AND s.target_kind = '${kind}' AND s.alone = 1) AS "supportsAlone",
   (SELECT count(*) FROM ${parts} AS part
    JOIN contributions AS said ON said.target_id = part.id AND said.target_kind = '${kind}'
      AND said.state = 'published') AS comments`;
};

/** The same of an idea that is joined with nothing, and none of a comment: a look into an index each. */
const COUNTED_BY_ITSELF = `CASE c.kind WHEN 'idea' THEN c.imported_supports
     + (SELECT count(*) FROM supports WHERE target_id = c.id AND target_kind = 'idea') ELSE 0 END AS supports,
   CASE c.kind WHEN 'idea' THEN (SELECT count(*) FROM supports
     WHERE target_id = c.id AND target_kind = 'idea' AND alone = 1) ELSE 0 END AS "supportsAlone",
   CASE c.kind WHEN 'idea' THEN (SELECT count(*) FROM contributions AS said
     WHERE said.target_id = c.id AND said.target_kind = 'idea' AND said.state = 'published') ELSE 0 END AS comments`;

/**
 * A `ContributionRow` of each of `which`. `joined` lists the ids of those that are joined with `contributions AS c`; null where it is
 * known that nothing is, as of nearly all.
 */
export const contributionRows = ({
  answer,
  joined,
  which,
}: {
  readonly answer: string;
  readonly joined: string | null;
  readonly which: string;
}): string =>
  `SELECT id, kind, consultation_id, topic_id, title, words, language, revision, target_id, target_kind, state, recorded_at,
     ${joined === null ? COUNTED_BY_ITSELF : counted('idea', 'c.id')}, ${answer} AS answer, ${AUTHOR},
     ${joined === null ? 'NULL' : joinedWith('c')} AS joined_with, ${targetJoinedWith('c')} AS target_joined_with,
     ${joined ?? "'[]'"} AS joined,
     (SELECT document FROM feed WHERE scope = c.consultation_id AND kind = c.kind AND id = c.id) AS present
   FROM contributions AS c WHERE id ${which}`;

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
  if (row.state !== 'published' || row.joined_with !== null) return null;
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
    const { topic_id: topicId, title, supports, comments } = row;
    const counts = { supports, ...aloneOf(row.supportsAlone), comments };
    const joined = JSON.parse(row.joined) as string[];
    const gathered = joined.length === 0 ? {} : { joined };
    return { ...shared, topicId, title, ...counts, ...answerOf(row.answer), ...gathered };
  }
  if (row.target_id === null || row.target_kind === null) {
    throw new Error(`comment ${row.id} has no target`);
  }
  // Beside the idea that people see.
  const targetId = row.target_joined_with ?? row.target_id;
  return { ...shared, targetId, targetKind: row.target_kind };
}
