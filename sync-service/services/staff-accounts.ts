/** Who of the staff may come in: accounts, passwords and sign-ins. */
import { randomUUID } from 'node:crypto';
import type { StaffRole } from '../../common/contract/staff-roles.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { hashSecret, secretMatches } from '../../platform/argon2id.ts';
import { random16, sha256 } from '../../platform/crypto.ts';
import type { NewStaffAccount, StaffAccount } from '../store/staff.ts';
import type { Store } from '../store/store.ts';
import { createRateLimit } from './rate-limit.ts';
import type { SecondFactors } from './second-factors.ts';

/** NIST SP 800-63B: length is what counts. */
export const PASSWORD_MIN = 12;
export const SIGN_IN_LIFE_MS = 12 * 3_600_000;
const TRIES = 10;
/** With whatever names: each try costs the service an Argon2id. */
const TRIES_OF_ADDRESS = 100;
const TRIES_WINDOW_MS = 10 * 60_000;

/** An account to add, its password hashed. Problem `input-invalid` with field `password` when that is too short. */
export async function newStaffAccount({
  name,
  role,
  password,
  now,
}: {
  readonly name: string;
  readonly role: StaffRole;
  readonly password: string;
  readonly now: number;
}): Promise<Outcome<NewStaffAccount>> {
  if (password.length < PASSWORD_MIN) return problem('input-invalid', { field: 'password' });
  const passwordHash = await hashSecret(password);
  return success({ id: randomUUID(), name, role, passwordHash, createdAt: now });
}

export type SignedIn = { readonly token: string; readonly account: StaffAccount };
export type StaffAccounts = ReturnType<typeof staffAccounts>;

export function staffAccounts({
  store,
  factors,
  now,
}: {
  readonly store: Store;
  readonly factors: SecondFactors;
  readonly now: () => number;
}) {
  const wrong = createRateLimit({ store, limit: 'sign-in', tries: TRIES, windowMs: TRIES_WINDOW_MS, now });
  const wrongOfAddress = createRateLimit({
    store,
    limit: 'sign-in-address',
    tries: TRIES_OF_ADDRESS,
    windowMs: TRIES_WINDOW_MS,
    now,
  });
  // Checked for names that nobody has, so that both take the same time.
  const nobody = hashSecret(random16());
  const tokenDigest = (token: string): string => sha256(`perron-staff-1\n${token}`);

  type Confirmation = { readonly account: StaffAccount; readonly password: string; readonly address: string };

  /** Before somebody who is signed in changes how to sign in. Problems: `credentials-wrong`, `rate-limited`. */
  const confirm = async ({
    account: { name, passwordHash },
    password,
    address,
  }: Confirmation): Promise<Outcome<Record<string, never>>> => {
    const key = `${address}\n${name}`;
    const retryAfterSeconds = await wrong.take(key);
    if (retryAfterSeconds > 0) return problem('rate-limited', { retryAfterSeconds });
    if (!(await secretMatches(password, passwordHash))) return problem('credentials-wrong');
    await wrong.clear(key);
    return success({});
  };

  return {
    /** Problems: `credentials-wrong`, `rate-limited`, and those of the second factor. `address` is where the request came from. */
    async signIn({
      name,
      password,
      code,
      address,
    }: {
      readonly name: string;
      readonly password: string;
      readonly code?: string | undefined;
      readonly address: string;
    }): Promise<Outcome<SignedIn>> {
      const key = `${address}\n${name}`;
      // Counted before the check: tries that come at once are all counted.
      const retryAfterSeconds = (await wrongOfAddress.waitSeconds(address)) || (await wrong.take(key));
      if (retryAfterSeconds > 0) return problem('rate-limited', { retryAfterSeconds });
      const account = await store.staff.accountByName(name);
      const matches = await secretMatches(password, account?.passwordHash ?? (await nobody));
      if (account === null || account.closed || !matches) {
        await wrongOfAddress.take(address);
        const accountId = account?.id ?? null;
        await store.staff.log({
          at: now(),
          accountId,
          action: 'staff.sign-in-refused',
          subject: '',
          detail: '',
        });
        return problem('credentials-wrong');
      }
      // Tries with the right password count until the whole sign-in has succeeded.
      const passed = await factors.pass({ accountId: account.id, code });
      if (!passed.ok) {
        if (passed.problem !== 'second-factor-missing')
          await store.staff.log({
            at: now(),
            accountId: account.id,
            action: 'staff.code-refused',
            subject: name,
            detail: '',
          });
        return passed;
      }
      await wrong.clear(key);
      const token = random16() + random16();
      const at = now();
      await store.staff.addSignIn({
        tokenDigest: tokenDigest(token),
        accountId: account.id,
        createdAt: at,
        expiresAt: at + SIGN_IN_LIFE_MS,
      });
      await store.staff.log({
        at,
        accountId: account.id,
        action: 'staff.signed-in',
        subject: name,
        detail: '',
      });
      return success({ token, account });
    },

    /** Of one's own; signs out everywhere. Problems: `credentials-wrong`, `rate-limited`, `input-invalid`. */
    async changePassword({
      account,
      current,
      next,
      address,
    }: {
      readonly account: StaffAccount;
      readonly current: string;
      readonly next: string;
      readonly address: string;
    }): Promise<Outcome<Record<string, never>>> {
      if (next.length < PASSWORD_MIN) return problem('input-invalid', { field: 'next' });
      const confirmed = await confirm({ account, password: current, address });
      if (!confirmed.ok) return confirmed;
      const { id: accountId, name } = account;
      const passwordHash = await hashSecret(next);
      await store.staff.changeAccount(
        accountId,
        { passwordHash },
        { at: now(), accountId, action: 'staff.password-changed', subject: name, detail: '' },
      );
      return success({});
    },

    secondFactor: (account: StaffAccount) => factors.show(account),

    async setSecondFactor(given: Confirmation & { readonly key: string; readonly code: string }) {
      const confirmed = await confirm(given);
      return confirmed.ok ? factors.set(given) : confirmed;
    },

    async removeSecondFactor(given: Confirmation & { readonly code: string }) {
      const confirmed = await confirm(given);
      return confirmed.ok ? factors.remove(given) : confirmed;
    },

    signedIn: (token: string): Promise<StaffAccount | null> =>
      store.staff.signedIn({ tokenDigest: tokenDigest(token), at: now() }),

    /** The roles of those of the tokens that still hold. */
    async signedInAmong(tokens: readonly string[]): Promise<ReadonlyMap<string, StaffRole>> {
      const digests = new Map(tokens.map((token) => [tokenDigest(token), token]));
      const roles = await store.staff.signedInAmong({ tokenDigests: [...digests.keys()], at: now() });
      return new Map([...roles].map(([digest, role]) => [digests.get(digest) ?? '', role]));
    },

    async signOut({ token, account }: SignedIn): Promise<void> {
      await store.staff.removeSignIn(tokenDigest(token));
      const { id: accountId, name: subject } = account;
      await store.staff.log({ at: now(), accountId, action: 'staff.signed-out', subject, detail: '' });
    },
  };
}
