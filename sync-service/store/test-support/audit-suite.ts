/** What every store must do with the log of what staff do. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../test-support/contributions.ts';
import { askedFrom } from '../asked-from.ts';
import type { AuditFilter } from '../staff.ts';
import type { Store } from '../store.ts';
import { NOW, type OpenStore } from './opened.ts';

export function auditContract(open: OpenStore): void {
  let store: Store;
  let remove: () => Promise<void>;
  const [ann, ben] = [newId(), newId()];

  beforeEach(async () => {
    ({ store, remove } = await open());
    for (const [id, name] of [
      [ann, 'Ann'],
      [ben, 'Ben'],
    ] as const)
      await store.staff.addAccount({
        ...{ id, name, role: 'administrator', passwordHash: 'x' },
        createdAt: NOW,
      });
    const log = (accountId: string | null, action: string, at: number) =>
      store.staff.log({ at: NOW + at, accountId, action, subject: `${at}`, detail: '' });
    await askedFrom('192.0.2.7', () => log(ann, 'staff.signed-in', 1));
    await askedFrom('2001:db8::1', () => log(ben, 'staff.signed-in', 2));
    await log(null, 'service.backed-up', 3);
    await askedFrom('192.0.2.7', () => log(ann, 'kiosk.revoked', 4));
  });
  afterEach(async () => {
    await store.close();
    await remove();
  });

  describe('the log', () => {
    const entries = async (filter: AuditFilter = {}, before: number | null = null, limit = 9) =>
      (await store.staff.audit({ ...filter, before, limit })).map(({ subject }) => subject);

    test('says who did what, when and from where, and of the command line that it came from nowhere', async () => {
      const all = await store.staff.audit({ before: null, limit: 9 });
      expect(all.map(({ by, address }) => [by, address])).toEqual([
        ['Ann', '192.0.2.7'],
        [null, null],
        ['Ben', '2001:db8::1'],
        ['Ann', '192.0.2.7'],
      ]);
    });
    test('is narrowed to whom, what and when, each alone and together, page by page', async () => {
      expect(await entries({ accountId: ann })).toEqual(['4', '1']);
      expect(await entries({ accountId: null })).toEqual(['3']);
      expect(await entries({ action: 'staff.signed-in' })).toEqual(['2', '1']);
      expect(await entries({ from: NOW + 2, to: NOW + 4 })).toEqual(['3', '2']);
      expect(await entries({ accountId: ann, action: 'kiosk.revoked', from: NOW })).toEqual(['4']);
      expect(await entries({ accountId: ben, action: 'kiosk.revoked' })).toEqual([]);
      const [first] = await store.staff.audit({ accountId: ann, before: null, limit: 1 });
      expect(await entries({ accountId: ann }, first?.id ?? 0)).toEqual(['1']);
    });
  });
}
