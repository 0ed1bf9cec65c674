/** What webhooks are told of a change in the feed. */
import type { FeedKind } from '../../common/contract/feed.ts';

export type Change = {
  readonly scope: string;
  readonly kind: FeedKind;
  readonly id: string;
  /** The document as JSON, null where it was not published. */
  readonly before: string | null;
  readonly after: string | null;
};

/** The city's answer in a document's JSON; parsed only where there may be one. */
const answerIn = (document: string): string =>
  document.includes('"answer"')
    ? JSON.stringify((JSON.parse(document) as { answer?: object }).answer ?? null)
    : 'null';

/** Null for what nobody is told of; `gone` is told as withdrawn where its author took it back, else as unpublished. */
export function eventOf({
  kind,
  before,
  after,
}: Change): 'answer.given' | 'contribution.published' | 'gone' | null {
  if (kind === 'consultation' || kind === 'event') return null;
  if (before !== null && after !== null) return answerIn(before) === answerIn(after) ? null : 'answer.given';
  if (kind === 'proposal') return null;
  return after === null ? 'gone' : 'contribution.published';
}

export const goneAs = (isWithdrawn: boolean): string =>
  isWithdrawn ? 'contribution.withdrawn' : 'contribution.unpublished';
