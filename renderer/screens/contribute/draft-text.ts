/** What a draft must have before it can be read back, and how near it is to its limits. */
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import { characterCount, isBlank, TITLE_MAX, WORDS_MAX } from '../../../common/domain/text.ts';
import type { Place, Target } from '../../navigation/places.ts';

export const LIMITS = { title: TITLE_MAX, words: WORDS_MAX } as const;

/** Characters left, once a fifth or less of them is; negative when there are too many; null before. */
export function charactersLeft(text: string, max: number): number | null {
  const left = max - characterCount(text);
  return left <= max / 5 ? left : null;
}

export function isReady(draft: Draft): boolean {
  const fits = (text: string, max: number) => !isBlank(text) && characterCount(text) <= max;
  return fits(draft.words, WORDS_MAX) && (draft.kind === 'comment' || fits(draft.title, TITLE_MAX));
}

export const isUntouched = (draft: Draft): boolean => draft.title === '' && draft.words === '';

export const belongsTo = (draft: Draft, target: Target | null): boolean =>
  draft.kind === (target === null ? 'idea' : 'comment') && draft.target?.id === target?.id;

export const emptyDraft = (target: Target | null, language: string): Draft => ({
  kind: target === null ? 'idea' : 'comment',
  target,
  title: '',
  words: '',
  topicId: null,
  language,
});

/** Where it is written. */
export const placeOf = ({ kind, target }: Draft): Place =>
  kind === 'comment' && target !== null ? { name: 'write-comment', target } : { name: 'write-idea' };
