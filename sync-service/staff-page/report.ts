/** What a report of a session prints: only words that are published, ideas by topic with what was said about each. */
import type { StaffContribution } from '../../common/contract/staff/sessions.ts';

export type Bar = { readonly key: string; readonly count: number };
export type ReportedIdea = {
  readonly idea: StaffContribution;
  readonly comments: readonly StaffContribution[];
};
export type Report = {
  readonly byKind: readonly { readonly key: StaffContribution['kind']; readonly count: number }[];
  /** Ideas; the key of those without a topic is empty. */
  readonly byTopic: readonly Bar[];
  /** Ideas and comments; the most frequent language first. */
  readonly byLanguage: readonly Bar[];
  /** In the order of the topics, those without a topic last. */
  readonly topics: readonly { readonly topicId: string; readonly ideas: readonly ReportedIdea[] }[];
  /** Comments on what is not printed here. */
  readonly elsewhere: readonly StaffContribution[];
  /** How many ideas and comments are not printed. */
  readonly hidden: number;
};

const NO_TOPIC = '';
const KINDS = ['idea', 'comment', 'support'] as const;

export function reportOf({
  contributions,
  topicIds,
}: {
  readonly contributions: readonly StaffContribution[];
  /** In the consultation's order. */
  readonly topicIds: readonly string[];
}): Report {
  const there = contributions.filter(({ state }) => state !== 'withdrawn');
  const ideasThere = there.filter(({ kind }) => kind === 'idea');
  const printed = there.filter(({ state }) => state === 'published');
  const ideas = printed.filter(({ kind }) => kind === 'idea');
  const comments = printed.filter(({ kind }) => kind === 'comment');
  const ideaIds = new Set(ideas.map(({ id }) => id));
  const worded = contributions.filter(({ kind }) => kind !== 'support');
  const topicOf = ({ topicId }: StaffContribution) => topicId ?? NO_TOPIC;
  const order = [...new Set([...topicIds, ...there.map(topicOf).filter((id) => id !== NO_TOPIC), NO_TOPIC])];
  const bars = (keys: readonly string[], of: readonly string[]): Bar[] =>
    keys
      .map((key) => ({ key, count: of.filter((one) => one === key).length }))
      .filter(({ count }) => count > 0);
  const languages = there.flatMap(({ kind, language }) =>
    kind === 'support' || language === null ? [] : [language],
  );
  return {
    byKind: KINDS.map((key) => ({ key, count: there.filter(({ kind }) => kind === key).length })),
    byTopic: bars(order, ideasThere.map(topicOf)),
    byLanguage: bars([...new Set(languages)], languages).toSorted((a, b) => b.count - a.count),
    topics: order
      .map((topicId) => ({
        topicId,
        ideas: ideas
          .filter((idea) => topicOf(idea) === topicId)
          .map((idea) => ({ idea, comments: comments.filter(({ targetId }) => targetId === idea.id) })),
      }))
      .filter((topic) => topic.ideas.length > 0),
    elsewhere: comments.filter(({ targetId }) => targetId === null || !ideaIds.has(targetId)),
    hidden: worded.length - ideas.length - comments.length,
  };
}
