/** The staff's accounts, who is signed in, and the log of what they did. */
import type { StaffRole } from '../../common/contract/staff-roles.ts';
import type { LocalizedText } from '../../common/domain/localized-text.ts';
import type { Searched } from './search.ts';

export type StaffAccount = {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  /** Argon2id in PHC string format. */
  readonly passwordHash: string;
  /** Nobody signs in with a closed one. */
  readonly closed: boolean;
};

export type NewStaffAccount = Omit<StaffAccount, 'closed'> & { readonly createdAt: number };

/** What is given changes; another password and a closing sign the account out everywhere. */
export type AccountChange = {
  readonly role?: StaffRole;
  readonly passwordHash?: string;
  /** Null opens it again. */
  readonly closedAt?: number | null;
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
  /** From where it was asked; null for the command line, and where that was not kept yet. */
  readonly address: string | null;
  /** What the subject is called now; null for what has no name, or is gone. */
  readonly named: LocalizedText | null;
};
/** As a row has it. */
export type LoggedRow = Omit<LoggedEntry, 'named'> & { readonly named: string | null };

export const loggedEntry = ({ named, ...row }: LoggedRow): LoggedEntry => ({
  ...row,
  named: named === null ? null : (JSON.parse(named) as LocalizedText),
});

/** What is asked for of the log; what is absent does not narrow. */
export type AuditFilter = {
  /** An account; null for what no account did. */
  readonly accountId?: string | null | undefined;
  readonly action?: string | undefined;
  /** From (in) and to (out). */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Folded; each must occur in who it was, what it was done to, or from where. */
  readonly words?: readonly string[] | undefined;
  /** The id of an entry: nothing older than it, and it neither. */
  readonly after?: number | undefined;
};

export type StaffStore = {
  /** False when the name is taken. */
  addAccount(account: NewStaffAccount, logged?: AuditEntry): Promise<boolean>;
  /** False, and nothing kept, where there is any account already. */
  addFirstAccount(account: NewStaffAccount, logged: AuditEntry): Promise<boolean>;
  accountByName(name: string): Promise<StaffAccount | null>;
  accounts(): Promise<readonly StaffAccount[]>;
  account(id: string): Promise<StaffAccount | null>;
  /** By name, of the accounts with such a name; `after` is the name of the last one of the page before. */
  accountPage(request: Searched & { readonly after: string }): Promise<readonly StaffAccount[]>;
  /** Together with its line in the log; false where there is no such account. */
  changeAccount(accountId: string, change: AccountChange, logged?: AuditEntry): Promise<boolean>;
  /** Forgets expired ones on the way. */
  addSignIn(signIn: {
    readonly tokenDigest: string;
    readonly accountId: string;
    readonly createdAt: number;
    readonly expiresAt: number;
  }): Promise<void>;
  signedIn(token: { readonly tokenDigest: string; readonly at: number }): Promise<StaffAccount | null>;
  /** The roles of those of the tokens that still hold, by their digests. */
  signedInAmong(tokens: {
    readonly tokenDigests: readonly string[];
    readonly at: number;
  }): Promise<ReadonlyMap<string, StaffRole>>;
  removeSignIn(tokenDigest: string): Promise<void>;
  log(entry: AuditEntry): Promise<void>;
  /** The newest first; `before` is the id of the last one of the page before. */
  audit(
    request: AuditFilter & { readonly before: number | null; readonly limit: number },
  ): Promise<readonly LoggedEntry[]>;
};

/** Conditions that an index can serve, each with the value of its one placeholder. */
export function auditConditions({
  before,
  accountId,
  action,
  from,
  to,
  after,
}: AuditFilter & { readonly before: number | null }): readonly (readonly [string, string | number])[] {
  const conditions: (readonly [string, string | number])[] = [
    ['audit.id <', before ?? Number.MAX_SAFE_INTEGER],
  ];
  if (typeof accountId === 'string') conditions.push(['account_id =', accountId]);
  if (action !== undefined) conditions.push(['action =', action]);
  if (from !== undefined) conditions.push(['at >=', from]);
  if (to !== undefined) conditions.push(['at <', to]);
  if (after !== undefined) conditions.push(['audit.id >', after]);
  return conditions;
}

/** What an entry is found by; `named` is what its subject is called. */
export const foundBy = (named: string): string =>
  `concat_ws(' ', staff_accounts.name, subject, detail, address, ${named})`;

/** An idea, a kiosk, or what the city says, as JSON; `object` makes one of a key and a value. */
export const namedSubject = ({
  object,
  title,
}: {
  readonly object: (key: string, value: string) => string;
  /** Of a document, as JSON. */
  readonly title: string;
}): string =>
  `coalesce((SELECT ${object('language', 'title')} FROM contributions WHERE id = subject AND kind = 'idea' AND title <> ''),
     (SELECT ${object("'und'", 'devices.name')} FROM devices WHERE id = subject),
     (SELECT ${title} FROM documents WHERE kind IN ('consultation', 'proposal', 'event') AND id = subject LIMIT 1))`;

/** Further of the same. */
export const ofNobody = ({ accountId }: AuditFilter): string =>
  accountId === null ? ' AND account_id IS NULL' : '';
