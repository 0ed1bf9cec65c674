import { expect, test } from 'vitest';
import type { StaffContribution } from '../../common/contract/staff/sessions.ts';
import { reportOf } from './report.ts';

const said = (id: string, changes: Partial<StaffContribution> = {}): StaffContribution => ({
  id,
  kind: 'idea',
  participantId: null,
  title: id,
  words: `words of ${id}`,
  language: 'fr',
  topicId: null,
  targetId: null,
  targetTitle: null,
  authorship: 'verbatim',
  people: null,
  confirmedBy: 'participant',
  state: 'published',
  recordedAt: 1,
  receivedAt: 2,
  seq: 1,
  headerHash: '',
  ...changes,
});
const report = reportOf({
  topicIds: ['green', 'mobility'],
  contributions: [
    said('bus', { topicId: 'mobility', language: 'nl' }),
    said('bench'),
    said('tree', { topicId: 'green' }),
    said('old', { topicId: 'gone' }),
    said('secret', { topicId: 'green', state: 'refused' }),
    said('empty', { title: null, words: null, language: null, state: 'withdrawn' }),
    said('shade', { kind: 'comment', targetId: 'tree' }),
    said('held', { kind: 'comment', targetId: 'tree', state: 'held' }),
    said('pond', { kind: 'comment', targetId: 'proposal' }),
    said('why', { kind: 'comment', targetId: 'secret' }),
    said('plus', { kind: 'support', targetId: 'tree', language: null, words: null }),
  ],
});

test('prints ideas by topic in the consultation’s order, each with what was said about it', () => {
  expect(
    report.topics.map(({ topicId, ideas }) => [
      topicId,
      ideas.map(({ idea, comments }) => [idea.id, comments.map(({ id }) => id)]),
    ]),
  ).toEqual([
    ['green', [['tree', ['shade']]]],
    ['mobility', [['bus', []]]],
    ['gone', [['old', []]]],
    ['', [['bench', []]]],
  ]);
  expect(report.elsewhere.map(({ id }) => id)).toEqual(['pond', 'why']);
});

test('prints no word that is not published, and says how many are left out', () => {
  const printed = JSON.stringify([report.topics, report.elsewhere]);
  for (const id of ['secret', 'held', 'empty']) expect(printed).not.toContain(`words of ${id}`);
  expect(report.hidden).toBe(3);
});

test('counts what is there, printed or not, and nothing that was taken back', () => {
  expect(report.byKind).toEqual([
    { key: 'idea', count: 5 },
    { key: 'comment', count: 4 },
    { key: 'support', count: 1 },
  ]);
  expect(report.byTopic).toEqual([
    { key: 'green', count: 2 },
    { key: 'mobility', count: 1 },
    { key: 'gone', count: 1 },
    { key: '', count: 1 },
  ]);
  expect(report.byLanguage).toEqual([
    { key: 'fr', count: 8 },
    { key: 'nl', count: 1 },
  ]);
});
