/** What webhooks are told of a change in the feed. */
import type { KioskFeedKind } from '../../common/contract/feed.ts';
import { joinedWith } from './merges.ts';

export type Change = {
  readonly scope: string;
  readonly kind: KioskFeedKind;
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

/** Null for what nobody is told of; of what is `gone`, `GONE` says why. */
export function eventOf({
  kind,
  before,
  after,
}: Change): 'answer.given' | 'contribution.published' | 'contribution.corrected' | 'gone' | null {
  if (kind === 'consultation' || kind === 'event' || kind === 'slip') return null;
  if (before !== null && after !== null) {
    if (answerIn(before) !== answerIn(after)) return 'answer.given';
    return kind !== 'proposal' && wordsIn(before) !== wordsIn(after) ? 'contribution.corrected' : null;
  }
  if (kind === 'proposal') return null;
  return after === null ? 'gone' : 'contribution.published';
}

/** Why a contribution is gone, of `contributions AS c`. */
export const GONE = `SELECT CASE WHEN c.withdrawn_at IS NOT NULL THEN 'contribution.withdrawn'
    WHEN ${joinedWith('c')} IS NOT NULL THEN 'contribution.joined' ELSE 'contribution.unpublished' END AS told
  FROM contributions AS c WHERE c.id =`;
