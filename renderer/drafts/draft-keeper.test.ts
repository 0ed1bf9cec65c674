import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Draft } from '../../common/contract/kiosk/contributions.ts';
import type { Host } from '../api.ts';
import { createDraftKeeper } from './draft-keeper.ts';

const draft = (words: string): Draft => ({
  kind: 'idea',
  target: null,
  title: '',
  words,
  topicId: null,
  language: 'en',
});

function keeper() {
  const saved: string[] = [];
  let up = true;
  const call = (async (name: string, input: unknown) => {
    if (!up) return { ok: false, problem: 'host-gone' };
    if (name === 'draft:save') saved.push((input as Draft).words);
    return { ok: true, value: { draft: null } };
  }) as Host['call'];
  return { keeper: createDraftKeeper({ call }), saved, reach: (now: boolean) => (up = now) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('saves the last of what was typed in one go', async () => {
  const { keeper: drafts, saved } = keeper();
  for (const words of ['b', 'be', 'ben', 'bench']) drafts.type(draft(words));
  await vi.runAllTimersAsync();
  expect(saved).toEqual(['bench']);
});

test('saves nothing after a post, so that no draft comes back', async () => {
  const { keeper: drafts, saved } = keeper();
  drafts.type(draft('bench'));
  await drafts.settle();
  drafts.forget();
  await vi.runAllTimersAsync();
  await drafts.flush();
  expect(saved).toEqual([]);
});

test('keeps what was typed while the host was away, and saves it later', async () => {
  const { keeper: drafts, saved, reach } = keeper();
  reach(false);
  drafts.type(draft('bench'));
  await vi.runAllTimersAsync();
  expect(await drafts.load()).toMatchObject({ value: { draft: { words: 'bench' } } });
  reach(true);
  await drafts.flush();
  expect(saved).toEqual(['bench']);
});

test('says when the host cannot tell what it has kept, instead of beginning anew over it', async () => {
  const { keeper: drafts, reach } = keeper();
  reach(false);
  expect(await drafts.load()).toEqual({ ok: false, problem: 'host-gone' });
  reach(true);
  expect(await drafts.load()).toEqual({ ok: true, value: { draft: null } });
});
