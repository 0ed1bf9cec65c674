/** What every store must do with the second factors of accounts. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../test-support/contributions.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { NOW, type OpenStore, openCity } from './opened.ts';

export function secondFactorContract(open: OpenStore): void {
  let store: Store;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);

  beforeEach(async () => {
    ({ store, end } = await openCity(open, { consultation }));
  });
  afterEach(() => end());

  describe('a second factor', () => {
    const account = { id: newId(), name: 'Ann', role: 'reader', passwordHash: 'x', createdAt: NOW } as const;
    const { id: accountId } = account;
    const logged = { at: NOW, accountId, action: 'staff.second-factor-set', subject: 'Ann', detail: '' };
    const factor = { accountId, sealedKey: 'sealed', step: 7, codeDigests: ['a', 'b'], at: NOW };
    const actions = async () =>
      (await store.staff.audit({ before: null, limit: 9 })).map(({ action }) => action);

    test('is set once, and removed with its codes, each with a line in the log', async () => {
      await store.staff.addAccount(account);
      expect(await store.secondFactors.find(accountId)).toBeNull();
      expect(await store.secondFactors.remove(accountId, logged)).toBe(false);
      expect(await store.secondFactors.add(factor, logged)).toBe(true);
      expect(await store.secondFactors.add({ ...factor, sealedKey: 'other' }, logged)).toBe(false);
      expect(await store.secondFactors.find(accountId)).toEqual({ sealedKey: 'sealed', codesLeft: 2 });
      expect(await store.secondFactors.accountIds()).toEqual(new Set([accountId]));
      expect(await actions()).toEqual(['staff.second-factor-set']);
      expect(await store.secondFactors.remove(accountId, { ...logged, action: 'gone' })).toBe(true);
      expect(await store.secondFactors.find(accountId)).toBeNull();
      expect(await store.secondFactors.spendCode({ accountId, digest: 'a' })).toBe(false);
      expect(await actions()).toEqual(['gone', 'staff.second-factor-set']);
    });
    test('takes each time step and each code once, also from two who come at once', async () => {
      await store.staff.addAccount(account);
      await store.secondFactors.add(factor, logged);
      const both = async (spend: () => Promise<boolean>) =>
        (await Promise.all([spend(), spend()])).filter(Boolean).length;
      expect(await both(() => store.secondFactors.spendStep({ accountId, step: 7 }))).toBe(0);
      expect(await both(() => store.secondFactors.spendStep({ accountId, step: 8 }))).toBe(1);
      expect(await both(() => store.secondFactors.spendStep({ accountId, step: 6 }))).toBe(0);
      expect(await both(() => store.secondFactors.spendCode({ accountId, digest: 'a' }))).toBe(1);
      expect(await both(() => store.secondFactors.spendCode({ accountId, digest: 'c' }))).toBe(0);
      expect((await store.secondFactors.find(accountId))?.codesLeft).toBe(1);
    });
  });
}
