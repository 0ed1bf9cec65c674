/** Who of the staff may come in: signing in, the accounts, and the log of what was done. */
import { z } from 'zod';
import { instant, localizedText, uuid } from '../values.ts';
import { nothing, searchedPage, shortName, staffRole } from './common.ts';

const auditEntry = z.object({
  id: z.int(),
  at: instant,
  /** Null for what was done at the service's own command line, and for a sign-in by an unknown name. */
  by: z.string().nullable(),
  /** Such as `contribution.refused`. */
  action: z.string(),
  subject: z.string(),
  /** What the subject is called now; null for what has no name, or is gone. */
  named: localizedText.nullable(),
  detail: z.string(),
  /** From where it was asked; null for the command line, and where that was not kept yet. */
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const password = z.string().min(1).max(200);
/** Six digits of the phone, or a recovery code; spaces and hyphens are free. */
const factorCode = z.string().min(6).max(40);

export const accountRoutes = {
  /** Whether the token of the link on the service's console is good for an account still. Problem: `link-invalid`. */
  checkFirstLink: {
    method: 'POST',
    path: '/api/staff/begin/check',
    input: z.strictObject({ token: z.string().max(100) }),
    output: nothing,
  },
  /**
   * The first administrator, by the token of the link on the service's console. Problems: `link-invalid`, also once there is
   * any account; `input-invalid` for a password that is too short.
   */
  makeFirstAccount: {
    method: 'POST',
    path: '/api/staff/begin',
    input: z.strictObject({ token: z.string().max(100), name: shortName, password }),
    output: nothing,
  },
  /** Problems: `credentials-wrong`, `rate-limited`; with the right password also `second-factor-missing` and `second-factor-wrong`. */
  signIn: {
    method: 'POST',
    path: '/api/staff/sign-in',
    input: z.strictObject({ name: z.string().min(1).max(100), password, code: factorCode.optional() }),
    output: z.object({ name: z.string(), role: staffRole }),
  },
  signOut: { method: 'POST', path: '/api/staff/sign-out', input: nothing, output: nothing },
  /** Who is signed in. Problem: `signed-out`. */
  me: {
    method: 'GET',
    path: '/api/staff/me',
    input: nothing,
    output: z.object({ name: z.string(), role: staffRole }),
  },
  /** Of one's own account; signs it out everywhere. Problems: `credentials-wrong`, `rate-limited`. */
  changePassword: {
    method: 'POST',
    path: '/api/staff/password',
    input: z.strictObject({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }),
    output: nothing,
  },
  /** Of one's own account, as for the next two. Without one: a key for the phone, and the address that holds it, made anew each time. */
  showSecondFactor: {
    method: 'GET',
    path: '/api/staff/second-factor',
    input: nothing,
    output: z.discriminatedUnion('set', [
      z.object({ set: z.literal(true), codesLeft: z.int().min(0) }),
      z.object({ set: z.literal(false), key: z.string(), address: z.string() }),
    ]),
  },
  /**
   * `code` is the phone's, of this very key. Answers the recovery codes, once. Problems: `credentials-wrong`,
   * `second-factor-wrong`, `second-factor-present`, `rate-limited`.
   */
  setSecondFactor: {
    method: 'POST',
    path: '/api/staff/second-factor',
    input: z.strictObject({ password, key: z.string().regex(/^[A-Z2-7]{32}$/), code: factorCode }),
    output: z.object({ codes: z.array(z.string()) }),
  },
  /** Problems: `credentials-wrong`, `second-factor-wrong`, `rate-limited`, `not-found`. */
  removeOwnSecondFactor: {
    method: 'POST',
    path: '/api/staff/second-factor/remove',
    input: z.strictObject({ password, code: factorCode }),
    output: nothing,
  },
  /** Administrators, as for all that follow. By name. */
  listAccounts: {
    method: 'GET',
    path: '/api/staff/accounts',
    input: z.strictObject(searchedPage),
    output: z.object({
      accounts: z.array(
        z.object({
          id: uuid,
          name: z.string(),
          role: staffRole,
          closed: z.boolean(),
          secondFactor: z.boolean(),
        }),
      ),
      next: z.string().nullable(),
    }),
  },
  /** Answers the password that was made for it, once. Problem: `name-taken`. */
  addAccount: {
    method: 'POST',
    path: '/api/staff/accounts',
    input: z.strictObject({ name: shortName, role: staffRole }),
    output: z.object({ password: z.string() }),
  },
  /** Problems of these three: `account-own` for one's own account, `not-found`. */
  setAccountRole: {
    method: 'POST',
    path: '/api/staff/accounts/role',
    input: z.strictObject({ id: uuid, role: staffRole }),
    output: nothing,
  },
  setAccountClosed: {
    method: 'POST',
    path: '/api/staff/accounts/closed',
    input: z.strictObject({ id: uuid, closed: z.boolean() }),
    output: nothing,
  },
  resetPassword: {
    method: 'POST',
    path: '/api/staff/accounts/password',
    input: z.strictObject({ id: uuid }),
    output: z.object({ password: z.string() }),
  },
  /** Whoever has lost phone and recovery codes signs in with the password alone again. Problems: `account-own`, `not-found`. */
  removeSecondFactor: {
    method: 'POST',
    path: '/api/staff/accounts/second-factor',
    input: z.strictObject({ id: uuid }),
    output: nothing,
  },
  /**
   * What staff did, the newest first; found by who it was, what it was done to and what that is called, and from where. Administrators only. `by` is an account, or `nobody` for what no account did; `action` as entries
   * have it; `from` (in) and `to` (out) in milliseconds since 1970.
   */
  listAudit: {
    method: 'GET',
    path: '/api/staff/audit',
    input: z.strictObject({
      ...searchedPage,
      by: z.union([uuid, z.literal('nobody')]).optional(),
      action: z.string().max(100).optional(),
      from: z.coerce.number().pipe(instant).optional(),
      to: z.coerce.number().pipe(instant).optional(),
    }),
    output: z.object({ entries: z.array(auditEntry), next: z.string().nullable() }),
  },
} as const;
