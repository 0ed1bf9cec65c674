/** Administrators look after the accounts of the staff. */
import { randomBytes } from 'node:crypto';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { searchWords } from '../../common/domain/folded-text.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { hashSecret } from '../../platform/argon2id.ts';
import type { AccountChange, StaffAccount } from '../store/staff.ts';
import type { Store } from '../store/store.ts';
import { pageAfter } from './cursor.ts';
import { newStaffAccount } from './staff-accounts.ts';

export type AccountAdministration = ReturnType<typeof accountAdministration>;
type ByAdministrator = { readonly administrator: StaffAccount };

/** 120 random bits; whoever gets it sets another one. */
const makePassword = (): string => randomBytes(15).toString('base64url');

export function accountAdministration({ store, now }: { readonly store: Store; readonly now: () => number }) {
  /** Not of one's own account: so there is always an administrator left. */
  const change = async (
    { id, administrator }: { readonly id: string } & ByAdministrator,
    changes: AccountChange,
    { action, detail }: { readonly action: string; readonly detail: string },
  ): Promise<Outcome<Record<string, never>>> => {
    if (id === administrator.id) return problem('account-own');
    const account = await store.staff.account(id);
    if (account === null) return problem('not-found');
    const by = { at: now(), accountId: administrator.id };
    await store.staff.changeAccount(id, changes, { ...by, action, subject: account.name, detail });
    return success({});
  };

  return {
    async list({
      query,
      after = '',
      limit,
    }: StaffParsed<'listAccounts'>): Promise<StaffOutput<'listAccounts'>> {
      const words = searchWords(query);
      const found = await store.staff.accountPage({ words, after, limit: limit + 1 });
      const { items, next } = pageAfter(found, { limit, cursor: ({ name }) => name });
      const secured = await store.secondFactors.accountIds();
      return {
        next,
        accounts: items.map(({ id, name, role, closed }) => ({
          id,
          name,
          role,
          closed,
          secondFactor: secured.has(id),
        })),
      };
    },

    async add({
      name,
      role,
      administrator,
    }: StaffParsed<'addAccount'> & ByAdministrator): Promise<Outcome<StaffOutput<'addAccount'>>> {
      const password = makePassword();
      const made = await newStaffAccount({ name, role, password, now: now() });
      if (!made.ok) return made;
      const by = { at: now(), accountId: administrator.id };
      const logged = { ...by, action: 'staff.added', subject: name, detail: role };
      return (await store.staff.addAccount(made.value, logged))
        ? success({ password })
        : problem('name-taken', { field: 'name' });
    },

    setRole: ({ id, role, administrator }: StaffParsed<'setAccountRole'> & ByAdministrator) =>
      change({ id, administrator }, { role }, { action: 'staff.role-changed', detail: role }),

    setClosed: ({ id, closed, administrator }: StaffParsed<'setAccountClosed'> & ByAdministrator) =>
      change(
        { id, administrator },
        { closedAt: closed ? now() : null },
        { action: closed ? 'staff.closed' : 'staff.opened', detail: '' },
      ),

    async resetPassword({
      id,
      administrator,
    }: StaffParsed<'resetPassword'> & ByAdministrator): Promise<Outcome<StaffOutput<'resetPassword'>>> {
      const password = makePassword();
      const changed = await change(
        { id, administrator },
        { passwordHash: await hashSecret(password) },
        { action: 'staff.password-changed', detail: '' },
      );
      return changed.ok ? success({ password }) : changed;
    },

    async removeSecondFactor({
      id,
      administrator,
    }: StaffParsed<'removeSecondFactor'> & ByAdministrator): Promise<Outcome<Record<string, never>>> {
      if (id === administrator.id) return problem('account-own');
      const account = await store.staff.account(id);
      if (account === null) return problem('not-found');
      const by = { at: now(), accountId: administrator.id };
      const logged = { ...by, action: 'staff.second-factor-removed', subject: account.name, detail: '' };
      return (await store.secondFactors.remove(id, logged)) ? success({}) : problem('not-found');
    },
  };
}
