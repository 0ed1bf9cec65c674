import { expect, test } from 'vitest';
import { CONSULTATION_ID } from './city-documents.ts';
import { statements, titleOf, topicOf } from './statements.ts';

test('every statement becomes one idea, its words untouched', () => {
  const ideas = statements(CONSULTATION_ID);
  expect(ideas).toHaveLength(896);
  expect(new Set(ideas.map(({ id }) => id)).size).toBe(896);
  expect(ideas.every(({ words, title }) => words.length > 0 && title.length > 0)).toBe(true);
  expect(statements(CONSULTATION_ID).map(({ id }) => id)).toEqual(ideas.map(({ id }) => id));
});

test('a title is the statement, or its beginning up to a word', () => {
  expect(titleOf('More roundabouts  for\nintersections')).toBe('More roundabouts for intersections');
  const long = 'Doctors should not overreact to the opioid crisis. People in pain should not suffer.';
  expect(titleOf(long)).toBe('Doctors should not overreact to the opioid crisis. People in pain …');
  expect([...titleOf('x'.repeat(200))].length).toBeLessThanOrEqual(72);
});

test('a topic is given only where the words leave no doubt', () => {
  expect(topicOf('More roundabouts for intersections')).toBe('mobility');
  expect(topicOf('More affordable home ownership options.')).toBe('housing');
  expect(topicOf('Safer roads around schools')).toBeNull();
  expect(topicOf('Free cookies for everyone! Yay!')).toBeNull();
});
