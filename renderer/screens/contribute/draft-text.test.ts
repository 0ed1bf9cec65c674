import { expect, test } from 'vitest';
import type { Target } from '../../navigation/places.ts';
import { belongsTo, charactersLeft, emptyDraft, isReady, isUntouched, LIMITS } from './draft-text.ts';

const proposal: Target = { id: '0190a0a0-0000-7000-8000-000000000001', kind: 'proposal' };
const other: Target = { id: '0190a0a0-0000-7000-8000-000000000002', kind: 'idea' };
const idea = { ...emptyDraft(null, 'fr'), title: 'Un banc', words: 'Un banc au parc' };

test('counts down only once a fifth or less of the space is left', () => {
  expect(charactersLeft('a'.repeat(95), LIMITS.title)).toBeNull();
  expect(charactersLeft('a'.repeat(96), LIMITS.title)).toBe(24);
  expect(charactersLeft('a'.repeat(121), LIMITS.title)).toBe(-1);
});

test('counts an emoji as one character, as the host does', () => {
  expect(charactersLeft('🌳'.repeat(120), LIMITS.title)).toBe(0);
});

test('an idea needs a title and words that both fit', () => {
  expect(isReady(idea)).toBe(true);
  expect(isReady({ ...idea, title: '' })).toBe(false);
  expect(isReady({ ...idea, words: ' \n\t' })).toBe(false);
  expect(isReady({ ...idea, title: 'a'.repeat(LIMITS.title + 1) })).toBe(false);
  expect(isReady({ ...idea, words: 'a'.repeat(LIMITS.words + 1) })).toBe(false);
});

test('a comment needs no title', () => {
  expect(isReady({ ...emptyDraft(proposal, 'fr'), words: 'Bonne idée' })).toBe(true);
});

test('a kept text comes back only where it was begun', () => {
  const comment = emptyDraft(proposal, 'fr');
  expect(belongsTo(idea, null)).toBe(true);
  expect(belongsTo(idea, proposal)).toBe(false);
  expect(belongsTo(comment, proposal)).toBe(true);
  expect(belongsTo(comment, other)).toBe(false);
  expect(belongsTo(comment, null)).toBe(false);
});

test('a chosen topic alone is nothing that anyone would miss', () => {
  expect(isUntouched({ ...emptyDraft(null, 'fr'), topicId: 'green' })).toBe(true);
  expect(isUntouched({ ...emptyDraft(null, 'fr'), words: ' ' })).toBe(false);
});
