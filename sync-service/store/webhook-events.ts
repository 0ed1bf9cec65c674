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

const wordsIn = (document: string): string => {
  const { title, words, language } = JSON.parse(document) as {
    readonly title?: string;
    readonly words: string;
    readonly language: string;
  };
  return JSON.stringify([title, words, language]);
};

/** Null for what nobody is told of; `gone` is told as withdrawn where its author took it back, else as unpublished. */
export function eventOf({
  kind,
  before,
  after,
}: Change): 'answer.given' | 'contribution.published' | 'contribution.corrected' | 'gone' | null {
  if (kind === 'consultation' || kind === 'event') return null;
  if (before !== null && after !== null) {
    if (answerIn(before) !== answerIn(after)) return 'answer.given';
    return kind !== 'proposal' && wordsIn(before) !== wordsIn(after) ? 'contribution.corrected' : null;
  }
  if (kind === 'proposal') return null;
  return after === null ? 'gone' : 'contribution.published';
}

export const goneAs = (isWithdrawn: boolean): string =>
  isWithdrawn ? 'contribution.withdrawn' : 'contribution.unpublished';
