/** What every store must do for the REST API. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../test-support/contributions.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';

const NOW = 1_773_820_800_000;

export function apiContract(open: () => Promise<{ store: Store; remove: () => Promise<void> }>): void {
  let store: Store;
  let remove: () => Promise<void>;
  const accountId = newId();

  beforeEach(async () => {
    ({ store, remove } = await open());
    const account = { id: accountId, name: 'Ann', role: 'administrator' as const, passwordHash: 'x' };
    await store.staff.addAccount({ ...account, createdAt: NOW });
  });
  afterEach(async () => {
    await store.close();
    await remove();
  });

  describe('a token', () => {
    const add = (name: string, tokenDigest: string) =>
      store.apiTokens.add({
        id: newId(),
        tokenDigest,
        name,
        scopes: ['published', 'export'],
        expiresAt: NOW + 9,
        at: NOW,
        accountId,
      });

    test('is found by its digest, remembers its last use, and stays in the list once revoked', async () => {
      expect(await add('Platform', 'a')).toBe(true);
      expect(await add('Mirror', 'b')).toBe(true);
      const found = await store.apiTokens.find('a');
      expect(found).toEqual({
        id: found?.id,
        name: 'Platform',
        scopes: ['published', 'export'],
        createdAt: NOW,
        createdBy: 'Ann',
        expiresAt: NOW + 9,
        lastUsedAt: null,
        revokedAt: null,
      });
      expect(await store.apiTokens.find('c')).toBeNull();
      const id = found?.id ?? '';
      await store.apiTokens.used({ id, at: NOW + 1 });
      expect(await store.apiTokens.revoke({ id, at: NOW + 2, accountId })).toBe(true);
      expect(await store.apiTokens.revoke({ id, at: NOW + 3, accountId })).toBe(false);
      expect(await store.apiTokens.list()).toMatchObject([
        { name: 'Mirror', lastUsedAt: null, revokedAt: null },
        { name: 'Platform', lastUsedAt: NOW + 1, revokedAt: NOW + 2 },
      ]);
      const log = await store.staff.audit({ before: null, limit: 9 });
      expect(log.map(({ by, action, subject, detail }) => [by, action, subject, detail])).toEqual([
        ['Ann', 'api-token.revoked', 'Platform', ''],
        ['Ann', 'api-token.added', 'Mirror', 'published, export'],
        ['Ann', 'api-token.added', 'Platform', 'published, export'],
      ]);
    });
    test('leaves its name taken, and nothing in the log when it was not added', async () => {
      await add('Platform', 'a');
      expect(await add('Platform', 'b')).toBe(false);
      expect(await store.apiTokens.find('b')).toBeNull();
      expect(await store.staff.audit({ before: null, limit: 9 })).toHaveLength(1);
    });
  });

  test('answers come once a target, in the order in which they were given, to what is published alone', async () => {
    const consultation = testConsultation(NOW);
    const { id: consultationId } = consultation;
    const proposal = { id: newId(), consultationId, topicId: null, title: { en: 'a' }, text: { en: 'b' } };
    await store.city.save([
      { kind: 'consultation', document: consultation },
      { kind: 'proposal', document: { ...proposal, supports: 0, comments: 0 } },
    ]);
    const idea = (state: 'published' | 'held') => ({
      id: newId(),
      consultationId,
      topicId: null,
      title: 'Trees',
      words: 'Forty.',
      language: 'en',
      at: NOW,
      supports: 0,
      state,
      attribution: 'elsewhere',
    });
    const [shown, held] = [idea('published'), idea('held')];
    await store.contributions.importIdeas({ ideas: [shown, held], receivedAt: NOW });
    const give = (id: string, kind: 'idea' | 'proposal', state: 'planned' | 'done' | null) =>
      store.answers.give({
        target: { id, kind },
        answer: state === null ? null : { state, text: { en: state } },
        at: NOW,
        accountId,
      });
    await give(shown.id, 'idea', 'planned');
    await give(held.id, 'idea', 'planned');
    await give(proposal.id, 'proposal', 'done');
    await give(shown.id, 'idea', 'done');
    const page = (after = 0, limit = 9) => store.answers.page({ consultationId, after, limit });
    const all = await page();
    expect(all.map(({ target, state, text, at }) => ({ target, state, text, at }))).toEqual([
      { target: { id: proposal.id, kind: 'proposal' }, state: 'done', text: { en: 'done' }, at: NOW },
      { target: { id: shown.id, kind: 'idea' }, state: 'done', text: { en: 'done' }, at: NOW },
    ]);
    expect(await page(0, 1)).toEqual(all.slice(0, 1));
    expect(await page(all[0]?.ordinal)).toEqual(all.slice(1));
    await give(proposal.id, 'proposal', null);
    expect((await page()).map(({ target: { id }, state }) => [id, state])).toEqual([
      [shown.id, 'done'],
      [proposal.id, null],
    ]);
    expect(await store.answers.page({ consultationId: newId(), after: 0, limit: 9 })).toEqual([]);
  });
}
