/** What both databases share of moderation: the shapes of rows, and what follows from a decision. */
import { COUNTED_MOST } from '../../common/contract/staff/moderation.ts';
import type { ModerationDecision, RefusalReason } from '../../common/domain/city-decisions.ts';
import type { LocalizedText } from '../../common/domain/localized-text.ts';
import type { TargetKind } from '../../common/domain/records.ts';
import { AFTER_END, DOUBTFUL } from './after-end.ts';
import type { ContributionState } from './contributions.ts';
import { joinedTo, joinedWith } from './merges.ts';
import type { ModeratedContribution, ModerationQueue } from './moderation.ts';
import { answerOf } from './published.ts';

/** Of the last decision about the words that stand: one about others stays with those. */
export const last = (column: string): string =>
  `(SELECT ${column} FROM moderation WHERE contribution_id = c.id AND revision IS NOT DISTINCT FROM c.revision ORDER BY ordinal DESC LIMIT 1)`;
/** Why `contributions AS c` was refused. */
export const LAST_REASON = last('reason');

/** An import was agreed to where it was gathered. */
export const PUBLISHABLE = `(c.origin = 'import' OR coalesce((SELECT publish_words FROM participants
  WHERE participants.id = c.participant_id), 0) = 1)`;

/** `pair` makes JSON of keys and values, `list` of such rows: each database has its own names for that. */
export const mergedColumns = ({ pair, list }: { readonly pair: string; readonly list: string }): string => {
  const idea = (of: string) => `${pair}('id', ${of}.id, 'title', ${of}.title, 'language', ${of}.language)`;
  return `${joinedWith('c', `CAST(${idea('kept')} AS TEXT)`)} AS "mergedInto",
    (SELECT CAST(${list}(${idea('m')}) AS TEXT) FROM (${joinedTo('c.id')}) AS m) AS merged`;
};

export type ModeratedRow = Omit<
  ModeratedContribution,
  'topic' | 'target' | 'publishable' | 'masked' | 'decided' | 'answer' | 'revisions' | 'mergedInto' | 'merged'
> & {
  topic: string | null;
  targetId: string | null;
  targetKind: TargetKind | null;
  targetTitle: string | null;
  publishable: 0 | 1;
  masked: 0 | 1;
  decision: ModerationDecision | null;
  reason: RefusalReason | null;
  note: string | null;
  decidedAt: number | null;
  decidedBy: string | null;
  mergedInto: string | null;
  merged: string | null;
  answer: string | null;
};

const localizedOf = (json: string | null): LocalizedText | null => (json === null ? null : JSON.parse(json));

export function moderated({
  topic,
  targetId,
  targetKind,
  targetTitle,
  publishable,
  masked,
  decision,
  reason,
  note,
  decidedAt,
  decidedBy,
  mergedInto,
  merged,
  answer,
  ...row
}: ModeratedRow & Pick<ModeratedContribution, 'revisions'>): ModeratedContribution {
  return {
    ...row,
    topic: localizedOf(topic),
    target:
      targetId === null || targetKind === null
        ? null
        : { id: targetId, kind: targetKind, title: localizedOf(targetTitle) },
    publishable: publishable === 1,
    masked: masked === 1,
    decided:
      decision === null || decidedAt === null
        ? null
        : { decision, reason, note: note ?? '', at: decidedAt, by: decidedBy ?? '' },
    mergedInto: mergedInto === null ? null : JSON.parse(mergedInto),
    merged: merged === null ? [] : JSON.parse(merged),
    answer: answerOf(answer).answer ?? null,
  };
}

const UNDECIDED = '(c.decision IS NULL OR c.contested = 1) AND c.withdrawn_at IS NULL';

/** What was taken back is 'held' for good, and nobody's to decide. What an index leaves out is said, or it is not used. */
export const WHERE: { readonly [Q in ModerationQueue]: string } = {
  unreviewed: `${UNDECIDED} AND ${joinedWith('c')} IS NULL`,
  published: `c.state = 'published' AND ${joinedWith('c')} IS NULL`,
  merged: `c.merged_into IS NOT NULL AND ${joinedWith('c')} IS NOT NULL`,
  held: `c.state = 'held' AND c.state <> 'published' AND c.withdrawn_at IS NULL`,
  refused: `c.state = 'refused' AND c.state <> 'published'`,
  'after-end': AFTER_END,
};

/** Up to `COUNTED_MOST`, and as many more as `besides` says. */
const countedOf = (where: string, besides = '0'): string =>
  `(SELECT count(*) FROM (SELECT 1 FROM contributions AS c WHERE ${where} LIMIT ${COUNTED_MOST} + ${besides}) AS counted)`;

/** Nobody has decided about them, but they are shown as another: few. */
const UNDECIDED_ELSEWHERE = `(SELECT count(*) FROM contributions AS c
  WHERE c.merged_into IS NOT NULL AND ${UNDECIDED} AND ${joinedWith('c')} IS NOT NULL)`;

/** One row: how many wait in each queue. Who waits is counted in an index alone, and those who are shown as another taken off. */
export const QUEUE_COUNTS = `SELECT ${countedOf(UNDECIDED, UNDECIDED_ELSEWHERE)} - ${UNDECIDED_ELSEWHERE} AS unreviewed,
  ${countedOf(WHERE.held)} AS held, ${countedOf(WHERE.refused)} AS refused, ${countedOf(DOUBTFUL)} AS doubtful`;

export type Present = {
  state: ContributionState;
  decision: ModerationDecision | null;
  /** The correction whose words stand. */
  revision: string | null;
  kind: 'idea' | 'comment';
  targetId: string | null;
  targetKind: TargetKind | null;
  publishable: 0 | 1;
  late: 0 | 1;
};
export type Entry = {
  turn: string;
  contributionId: string;
  decision: ModerationDecision | null;
  reason: RefusalReason | null;
  note: string;
  at: number;
  accountId: string;
};
/** The corrections that are not meant when these words are; null where nothing is contested, or not these words. */
export function othersThan(
  revision: string,
  revisions: ModeratedContribution['revisions'],
): readonly string[] | null {
  const rivals = revisions.filter(({ place }) => place === 'rival').map(({ id }) => id);
  const stands = revisions.some(({ id, place }) => id === revision && place === 'standing');
  if (rivals.length === 0 || !(stands || rivals.includes(revision))) return null;
  return rivals.filter((id) => id !== revision);
}

export type Before = Pick<Entry, 'reason' | 'note'>;

/** What people see: nothing without consent, and nothing against the decision; `waiting.ts` has the exceptions. */
export const stateOf = (decision: ModerationDecision | null, publishable: boolean): ContributionState => {
  if (decision === 'refused' || decision === 'held') return decision;
  return publishable ? 'published' : 'held';
};
