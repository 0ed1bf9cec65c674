/** What every store must do for the REST API. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../test-support/contributions.ts';
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
}
