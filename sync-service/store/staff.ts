/** The staff's accounts, who is signed in, and the log of what they did. */
import type { StaffRole } from '../../common/contract/staff-api.ts';

export type StaffAccount = {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  /** Argon2id in PHC string format. */
  readonly passwordHash: string;
};

export type AuditEntry = {
  readonly at: number;
  /** Null for what was done at the service's own command line. */
  readonly accountId: string | null;
  /** Such as `staff.signed-in`. */
  readonly action: string;
  /** What it was done to: an id or a name, never a password, PIN or code. */
  readonly subject: string;
  readonly detail: string;
};

export type LoggedEntry = Omit<AuditEntry, 'accountId'> & {
  readonly id: number;
  /** The account's name; null where there is no account. */
  readonly by: string | null;
};

export type StaffStore = {
  /** False when the name is taken. */
  addAccount(account: StaffAccount & { readonly createdAt: number }): Promise<boolean>;
  accountByName(name: string): Promise<StaffAccount | null>;
  accounts(): Promise<readonly StaffAccount[]>;
  /** Also signs the account out everywhere. */
  setPassword(change: { readonly accountId: string; readonly passwordHash: string }): Promise<void>;
  /** Forgets expired ones on the way. */
  addSignIn(signIn: {
    readonly tokenDigest: string;
    readonly accountId: string;
    readonly createdAt: number;
    readonly expiresAt: number;
  }): Promise<void>;
  signedIn(token: { readonly tokenDigest: string; readonly at: number }): Promise<StaffAccount | null>;
  removeSignIn(tokenDigest: string): Promise<void>;
  log(entry: AuditEntry): Promise<void>;
  /** The newest first; `before` is the id of the last one of the page before. */
  audit(request: { readonly before: number | null; readonly limit: number }): Promise<readonly LoggedEntry[]>;
};
