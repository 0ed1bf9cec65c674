/** What every store must keep of its service, and what a transaction is. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../test-support/contributions.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { NOW, type OpenStore, openCity } from './opened.ts';

export function metaContract(open: OpenStore): void {
  let store: Store;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);

  beforeEach(async () => {
    ({ store, end } = await openCity(open, { consultation }));
  });
  afterEach(() => end());

  describe('meta', () => {
    test('keeps the identity that came first', async () => {
      expect(await store.meta.identity()).toBeNull();
      const first = { serviceId: newId(), epoch: newId(), signingKey: 'a' };
      expect(await store.meta.establish(first)).toEqual(first);
      expect(await store.meta.establish({ ...first, epoch: newId() })).toEqual(first);
    });
    test('a new epoch leaves service and key as they are', async () => {
      const first = { serviceId: newId(), epoch: newId(), signingKey: 'a' };
      await store.meta.establish(first);
      const epoch = newId();
      await store.meta.renewEpoch(epoch);
      expect(await store.meta.identity()).toEqual({ ...first, epoch });
    });
  });

  describe('a transaction', () => {
    const entry = { at: NOW, accountId: null, action: 'a', subject: '', detail: '' };
    const account = { id: newId(), name: 'Ann', role: 'reader', passwordHash: 'x', createdAt: NOW } as const;

    test('takes back all that was changed in it when its work fails', async () => {
      const failing = store.transaction(async () => {
        await store.city.save([{ kind: 'consultation', document: testConsultation(NOW) }]);
        await store.staff.addAccount(account);
        await store.staff.log(entry);
        throw new Error('enough');
      });
      await expect(failing).rejects.toThrow('enough');
      expect(await store.staff.accounts()).toEqual([]);
      expect(await store.city.consultations()).toEqual([consultation]);
    });
    test('keeps it when its work succeeds, and answers what that answered', async () => {
      expect(await store.transaction(() => store.staff.addAccount(account))).toBe(true);
      expect(await store.staff.accounts()).toHaveLength(1);
    });
  });

  test('a backup reaches as far as the last one said', async () => {
    await store.meta.establish({ serviceId: newId(), epoch: newId(), signingKey: 'a' });
    expect(await store.meta.backedUpThrough()).toBeNull();
    await store.meta.backedUp({ through: NOW });
    await store.meta.backedUp({ through: NOW + 7 });
    expect(await store.meta.backedUpThrough()).toBe(NOW + 7);
  });
}
