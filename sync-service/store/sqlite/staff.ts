import type { StaffRole } from '../../../common/contract/staff-roles.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import {
  type AccountChange,
  type AuditEntry,
  auditConditions,
  foundBy,
  type LoggedRow,
  loggedEntry,
  type NewStaffAccount,
  namedSubject,
  ofNobody,
  type StaffAccount,
  type StaffStore,
} from '../staff.ts';
import { auditLog } from './audit-log.ts';
import { hasWords } from './search.ts';

const ACCOUNT =
  'staff_accounts.id, name, role, password_hash AS passwordHash, closed_at IS NOT NULL AS closed';

const NAMED = namedSubject({
  object: (key, value) => `json_object(${key}, ${value})`,
  title: "json_extract(document, '$.title')",
});

type Row = Omit<StaffAccount, 'closed'> & { readonly closed: 0 | 1 };
const account = (row: Row): StaffAccount => ({ ...row, closed: row.closed === 1 });

export function staffStore(db: Sqlite): StaffStore {
  const add = db.prepare(
    `INSERT INTO staff_accounts (id, name, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name) DO NOTHING`,
  );
  const byName = db.prepare<[string], Row>(`SELECT ${ACCOUNT} FROM staff_accounts WHERE name = ?`);
  const all = db.prepare<[], Row>(`SELECT ${ACCOUNT} FROM staff_accounts ORDER BY name`);
  const byId = db.prepare<[string], Row>(`SELECT ${ACCOUNT} FROM staff_accounts WHERE id = ?`);
  const page = db.prepare<[string, string, number], Row>(
    `SELECT ${ACCOUNT} FROM staff_accounts WHERE name > ? AND ${hasWords('name', '?')} ORDER BY name LIMIT ?`,
  );
  const change = {
    role: db.prepare<[string, string]>('UPDATE staff_accounts SET role = ? WHERE id = ?'),
    passwordHash: db.prepare<[string, string]>('UPDATE staff_accounts SET password_hash = ? WHERE id = ?'),
    closedAt: db.prepare<[number | null, string]>('UPDATE staff_accounts SET closed_at = ? WHERE id = ?'),
  };
  const exists = db.prepare<[string], 1>('SELECT 1 FROM staff_accounts WHERE id = ?').pluck();
  const signOutAccount = db.prepare('DELETE FROM staff_sign_ins WHERE account_id = ?');
  const forgetExpired = db.prepare('DELETE FROM staff_sign_ins WHERE expires_at <= ?');
  const addSignIn = db.prepare(
    'INSERT INTO staff_sign_ins (token_digest, account_id, created_at, expires_at) VALUES (?, ?, ?, ?)',
  );
  const signedIn = db.prepare<[string, number], Row>(
    `SELECT ${ACCOUNT} FROM staff_sign_ins JOIN staff_accounts ON staff_accounts.id = account_id
     WHERE token_digest = ? AND expires_at > ? AND closed_at IS NULL`,
  );
  const signedInAmong = db.prepare<[string, number], { tokenDigest: string; role: StaffRole }>(
    `SELECT token_digest AS tokenDigest, role FROM staff_sign_ins
     JOIN staff_accounts ON staff_accounts.id = account_id
     WHERE token_digest IN (SELECT value FROM json_each(?)) AND expires_at > ? AND closed_at IS NULL`,
  );
  const removeSignIn = db.prepare('DELETE FROM staff_sign_ins WHERE token_digest = ?');
  const write = auditLog(db);

  const addLogged = db.transaction(
    ({ id, name, role, passwordHash, createdAt }: NewStaffAccount, logged?: AuditEntry): boolean => {
      if (add.run(id, name, role, passwordHash, createdAt).changes !== 1) return false;
      if (logged) write(logged);
      return true;
    },
  );
  const anybody = db.prepare<[], 1>('SELECT 1 FROM staff_accounts LIMIT 1').pluck();
  const addFirst = db.transaction((account: NewStaffAccount, logged: AuditEntry): boolean =>
    anybody.get() === undefined ? addLogged(account, logged) : false,
  );
  const changeLogged = db.transaction(
    (accountId: string, { role, passwordHash, closedAt }: AccountChange, logged?: AuditEntry): boolean => {
      if (exists.get(accountId) === undefined) return false;
      if (role !== undefined) change.role.run(role, accountId);
      if (passwordHash !== undefined) change.passwordHash.run(passwordHash, accountId);
      if (closedAt !== undefined) change.closedAt.run(closedAt, accountId);
      if (passwordHash !== undefined || closedAt !== undefined) signOutAccount.run(accountId);
      if (logged) write(logged);
      return true;
    },
  );
  const signIn = db.transaction((entry: Parameters<StaffStore['addSignIn']>[0]) => {
    forgetExpired.run(entry.createdAt);
    addSignIn.run(entry.tokenDigest, entry.accountId, entry.createdAt, entry.expiresAt);
  });

  return {
    addAccount: async (added, logged) => addLogged.immediate(added, logged),
    addFirstAccount: async (first, logged) => addFirst.immediate(first, logged),
    async accountByName(name) {
      const row = byName.get(name);
      return row ? account(row) : null;
    },
    accounts: async () => all.all().map(account),
    async account(id) {
      const row = byId.get(id);
      return row ? account(row) : null;
    },
    accountPage: async ({ words, after, limit }) =>
      page.all(after, JSON.stringify(words), limit).map(account),
    changeAccount: async (accountId, changes, logged) => changeLogged.immediate(accountId, changes, logged),
    addSignIn: async (entry) => signIn.immediate(entry),
    async signedIn({ tokenDigest, at }) {
      const row = signedIn.get(tokenDigest, at);
      return row ? account(row) : null;
    },
    async signedInAmong({ tokenDigests, at }) {
      const rows = signedInAmong.all(JSON.stringify(tokenDigests), at);
      return new Map(rows.map(({ tokenDigest, role }) => [tokenDigest, role]));
    },
    removeSignIn: async (tokenDigest) => {
      removeSignIn.run(tokenDigest);
    },
    log: async (entry) => write(entry),
    async audit(request) {
      const conditions = auditConditions(request);
      const where = conditions.map(([condition]) => `${condition} ?`).join(' AND ');
      const rows = db
        .prepare<unknown[], LoggedRow>(
          `SELECT audit.id, at, staff_accounts.name AS by, action, subject, detail, address, ${NAMED} AS named
           FROM audit LEFT JOIN staff_accounts ON staff_accounts.id = account_id
           WHERE ${where}${ofNobody(request)} AND ${hasWords(foundBy(NAMED), '?')} ORDER BY audit.id DESC LIMIT ?`,
        )
        .all(...conditions.map(([, value]) => value), JSON.stringify(request.words ?? []), request.limit);
      return rows.map(loggedEntry);
    },
  };
}
