/**
 * The first administrator, by a link. It is computed from the service's signing key and kept nowhere, so that every process
 * knows it; it holds for a day, and for nobody once there is any account.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Store } from '../store/store.ts';
import type { Identity } from './identity.ts';
import { newStaffAccount } from './staff-accounts.ts';

export const FIRST_LINK_LIFE_MS = 86_400_000;

export type FirstAccount = ReturnType<typeof firstAccount>;

export function firstAccount({
  store,
  identity,
  now,
}: {
  readonly store: Store;
  readonly identity: Pick<Identity, 'serviceId' | 'sign'>;
  readonly now: () => number;
}) {
  const secretOf = (expiresAt: number): Buffer =>
    createHash('sha256')
      .update(identity.sign(`perron-first-account-1\n${identity.serviceId}\n${expiresAt}`))
      .digest();
  const isGood = (token: string): boolean => {
    const [, expiry = '', secret = ''] = /^(\d{13})-([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
    const expiresAt = Number(expiry);
    if (expiresAt <= now()) return false;
    return timingSafeEqual(Buffer.from(secret, 'base64url'), secretOf(expiresAt));
  };

  const isBegun = async (): Promise<boolean> =>
    (await store.staff.accountPage({ words: [], after: '', limit: 1 })).length > 0;
  const opens = async (token: string): Promise<boolean> => isGood(token) && !(await isBegun());

  return {
    /** The end of the address, for the operator's eyes alone; null where there is an account. */
    async link(): Promise<string | null> {
      if (await isBegun()) return null;
      const expiresAt = now() + FIRST_LINK_LIFE_MS;
      return `/staff/#/begin/${expiresAt}-${secretOf(expiresAt).toString('base64url')}`;
    },

    /** Problem: `link-invalid`. */
    check: async (token: string): Promise<Outcome<Record<string, never>>> =>
      (await opens(token)) ? success({}) : problem('link-invalid'),

    /** Problems: `link-invalid`, `input-invalid` with field `password`. */
    async make({
      token,
      name,
      password,
      address,
    }: {
      readonly token: string;
      readonly name: string;
      readonly password: string;
      readonly address: string;
    }): Promise<Outcome<Record<string, never>>> {
      // Before the password costs anything: an account may have been made since the link was printed.
      if (!(await opens(token))) return problem('link-invalid');
      const made = await newStaffAccount({ name, role: 'administrator', password, now: now() });
      if (!made.ok) return made;
      const { id: accountId } = made.value;
      const by = { at: now(), accountId, action: 'staff.first-made', subject: name, detail: address };
      return (await store.staff.addFirstAccount(made.value, by)) ? success({}) : problem('link-invalid');
    },
  };
}
