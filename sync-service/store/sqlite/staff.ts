import type { Sqlite } from '../../../platform/sqlite.ts';
import type { LoggedEntry, StaffAccount, StaffStore } from '../staff.ts';

const ACCOUNT = 'staff_accounts.id, name, role, password_hash AS passwordHash';

export function staffStore(db: Sqlite): StaffStore {
  const add = db.prepare(
    `INSERT INTO staff_accounts (id, name, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name) DO NOTHING`,
  );
  const byName = db.prepare<[string], StaffAccount>(`SELECT ${ACCOUNT} FROM staff_accounts WHERE name = ?`);
  const all = db.prepare<[], StaffAccount>(`SELECT ${ACCOUNT} FROM staff_accounts ORDER BY name`);
  const setPassword = db.prepare('UPDATE staff_accounts SET password_hash = ? WHERE id = ?');
  const signOutAccount = db.prepare('DELETE FROM staff_sign_ins WHERE account_id = ?');
  const forgetExpired = db.prepare('DELETE FROM staff_sign_ins WHERE expires_at <= ?');
  const addSignIn = db.prepare(
    'INSERT INTO staff_sign_ins (token_digest, account_id, created_at, expires_at) VALUES (?, ?, ?, ?)',
  );
  const signedIn = db.prepare<[string, number], StaffAccount>(
    `SELECT ${ACCOUNT} FROM staff_sign_ins JOIN staff_accounts ON staff_accounts.id = account_id
     WHERE token_digest = ? AND expires_at > ?`,
  );
  const removeSignIn = db.prepare('DELETE FROM staff_sign_ins WHERE token_digest = ?');
  const log = db.prepare(
    'INSERT INTO audit (at, account_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)',
  );

  const audit = db.prepare<[number, number], LoggedEntry>(
    `SELECT audit.id, at, name AS by, action, subject, detail
     FROM audit LEFT JOIN staff_accounts ON staff_accounts.id = account_id
     WHERE audit.id < ? ORDER BY audit.id DESC LIMIT ?`,
  );

  const changePassword = db.transaction((accountId: string, passwordHash: string) => {
    setPassword.run(passwordHash, accountId);
    signOutAccount.run(accountId);
  });
  const signIn = db.transaction((entry: Parameters<StaffStore['addSignIn']>[0]) => {
    forgetExpired.run(entry.createdAt);
    addSignIn.run(entry.tokenDigest, entry.accountId, entry.createdAt, entry.expiresAt);
  });

  return {
    addAccount: async ({ id, name, role, passwordHash, createdAt }) =>
      add.run(id, name, role, passwordHash, createdAt).changes === 1,
    accountByName: async (name) => byName.get(name) ?? null,
    accounts: async () => all.all(),
    setPassword: async ({ accountId, passwordHash }) => changePassword.immediate(accountId, passwordHash),
    addSignIn: async (entry) => signIn.immediate(entry),
    signedIn: async ({ tokenDigest, at }) => signedIn.get(tokenDigest, at) ?? null,
    removeSignIn: async (tokenDigest) => {
      removeSignIn.run(tokenDigest);
    },
    log: async ({ at, accountId, action, subject, detail }) => {
      log.run(at, accountId, action, subject, detail);
    },
    audit: async ({ before, limit }) => audit.all(before ?? Number.MAX_SAFE_INTEGER, limit),
  };
}
