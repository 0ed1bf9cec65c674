import { expect, test } from 'vitest';
import { recordPayloads } from './records.ts';

const idea = {
  consultationId: '0190f7c2-0000-7000-8000-00000000d001',
  language: 'fr',
  topicId: null,
  title: 'Une rampe',
  words: 'Une rampe devant la bibliothèque.',
  readBack: 'aloud',
};
const isIdea = (changes: object): boolean => recordPayloads.idea.safeParse({ ...idea, ...changes }).success;

test('a group has a number of people, and nobody else does', () => {
  for (const people of [2, 12, 999]) expect(isIdea({ authorship: 'group', people }), `${people}`).toBe(true);
  for (const people of [0, 1, 1_000, 2.5, null]) expect(isIdea({ authorship: 'group', people })).toBe(false);
  for (const authorship of ['verbatim', 'summarised', 'interpreted'])
    expect(isIdea({ authorship, people: 12 }), authorship).toBe(false);
});

test('what was recorded before anybody asked is as it was', () => {
  expect(isIdea({ authorship: 'group' })).toBe(true);
  expect(isIdea({ authorship: 'verbatim', confirmedBy: 'interpreter' })).toBe(true);
  expect(isIdea({ authorship: 'verbatim', confirmedBy: 'facilitator' })).toBe(false);
});
