import type { StaffRole } from '../../../common/contract/staff-roles.ts';
import {
  auditConditions,
  foundBy,
  type LoggedRow,
  loggedEntry,
  namedSubject,
  ofNobody,
  type StaffAccount,
  type StaffStore,
} from '../staff.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';
import { hasWords } from './search.ts';

const ACCOUNT =
  'staff_accounts.id, name, role, password_hash AS "passwordHash", closed_at IS NOT NULL AS closed';
const NAMED = namedSubject({
  object: (key, value) => `json_build_object(${key}, ${value})::text`,
  title: "document::json ->> 'title'",
});

export function staffStore(db: Postgres): StaffStore {
  const log = auditLog(db);
  const addAccount: StaffStore['addAccount'] = ({ id, name, role, passwordHash, createdAt }, logged) =>
    db.transaction(async () => {
      const added = await db.run(
        `INSERT INTO staff_accounts (id, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (name) DO NOTHING`,
        id,
        name,
        role,
        passwordHash,
        createdAt,
      );
      if (added !== 1) return false;
      if (logged) await log(logged);
      return true;
    });
  return {
    addAccount,
    addFirstAccount: (account, logged) =>
      db.transaction(async () => {
        // Two processes may be shown one link.
        await db.run('LOCK TABLE staff_accounts IN SHARE ROW EXCLUSIVE MODE');
        const anybody = await db.one('SELECT 1 FROM staff_accounts LIMIT 1');
        return anybody === null ? addAccount(account, logged) : false;
      }),
    accountByName: (name) =>
      db.one<StaffAccount>(`SELECT ${ACCOUNT} FROM staff_accounts WHERE name = $1`, name),
    account: (id) => db.one<StaffAccount>(`SELECT ${ACCOUNT} FROM staff_accounts WHERE id = $1`, id),
    accountPage: ({ words, after, limit }) =>
      db.rows<StaffAccount>(
        `SELECT ${ACCOUNT} FROM staff_accounts WHERE name > $1 AND ${hasWords('name', '$2')} ORDER BY name LIMIT $3`,
        after,
        words,
        limit,
      ),
    accounts: () => db.rows<StaffAccount>(`SELECT ${ACCOUNT} FROM staff_accounts ORDER BY name`),
    changeAccount: (accountId, { role, passwordHash, closedAt }, logged) =>
      db.transaction(async () => {
        const known = await db.one('SELECT 1 FROM staff_accounts WHERE id = $1 FOR UPDATE', accountId);
        if (known === null) return false;
        if (role !== undefined)
          await db.run('UPDATE staff_accounts SET role = $1 WHERE id = $2', role, accountId);
        if (passwordHash !== undefined)
          await db.run('UPDATE staff_accounts SET password_hash = $1 WHERE id = $2', passwordHash, accountId);
        if (closedAt !== undefined)
          await db.run('UPDATE staff_accounts SET closed_at = $1 WHERE id = $2', closedAt, accountId);
        if (passwordHash !== undefined || closedAt !== undefined)
          await db.run('DELETE FROM staff_sign_ins WHERE account_id = $1', accountId);
        if (logged) await log(logged);
        return true;
      }),
    addSignIn: ({ tokenDigest, accountId, createdAt, expiresAt }) =>
      db.transaction(async () => {
        await db.run('DELETE FROM staff_sign_ins WHERE expires_at <= $1', createdAt);
        await db.run(
          'INSERT INTO staff_sign_ins (token_digest, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)',
          tokenDigest,
          accountId,
          createdAt,
          expiresAt,
        );
      }),
    signedIn: ({ tokenDigest, at }) =>
      db.one<StaffAccount>(
        `SELECT ${ACCOUNT} FROM staff_sign_ins JOIN staff_accounts ON staff_accounts.id = account_id
         WHERE token_digest = $1 AND expires_at > $2 AND closed_at IS NULL`,
        tokenDigest,
        at,
      ),
    async signedInAmong({ tokenDigests, at }) {
      const rows = await db.rows<{ tokenDigest: string; role: StaffRole }>(
        `SELECT token_digest AS "tokenDigest", role FROM staff_sign_ins
         JOIN staff_accounts ON staff_accounts.id = account_id
         WHERE token_digest = ANY($1::text[]) AND expires_at > $2 AND closed_at IS NULL`,
        tokenDigests,
        at,
      );
      return new Map(rows.map(({ tokenDigest, role }) => [tokenDigest, role]));
    },
    async removeSignIn(tokenDigest) {
      await db.run('DELETE FROM staff_sign_ins WHERE token_digest = $1', tokenDigest);
    },
    log,
    async audit(request) {
      const conditions = auditConditions(request);
      const where = conditions.map(([condition], nth) => `${condition} $${nth + 1}`).join(' AND ');
      const rows = await db.rows<LoggedRow>(
        `SELECT audit.id, at, staff_accounts.name AS by, action, subject, detail, address, ${NAMED} AS named
         FROM audit LEFT JOIN staff_accounts ON staff_accounts.id = account_id
         WHERE ${where}${ofNobody(request)} AND ${hasWords(foundBy(NAMED), `$${conditions.length + 1}`)}
         ORDER BY audit.id DESC LIMIT $${conditions.length + 2}`,
        ...conditions.map(([, value]) => value),
        request.words ?? [],
        request.limit,
      );
      return rows.map(loggedEntry);
    },
  };
}
