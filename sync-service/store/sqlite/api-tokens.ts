import type { Sqlite } from '../../../platform/sqlite.ts';
import { type ApiTokenStore, type TokenRow, tokenOf } from '../api-tokens.ts';
import { auditLog } from './audit-log.ts';
import { hasWords } from './search.ts';

const TOKEN = `SELECT api_tokens.ordinal, api_tokens.id, api_tokens.name, scopes, api_tokens.created_at AS createdAt,
    staff_accounts.name AS createdBy, expires_at AS expiresAt, last_used_at AS lastUsedAt, revoked_at AS revokedAt
  FROM api_tokens JOIN staff_accounts ON staff_accounts.id = account_id`;
const NAMED = "api_tokens.name || ' ' || staff_accounts.name";

export function apiTokenStore(db: Sqlite): ApiTokenStore {
  const add = db.prepare(
    `INSERT INTO api_tokens (id, token_digest, name, scopes, created_at, account_id, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
  );
  const page = db.prepare<[number, string, number], TokenRow>(
    `${TOKEN} WHERE api_tokens.ordinal < ? AND ${hasWords(NAMED, '?')} ORDER BY api_tokens.ordinal DESC LIMIT ?`,
  );
  const byDigest = db.prepare<[string], TokenRow>(`${TOKEN} WHERE token_digest = ?`);
  const used = db.prepare('UPDATE api_tokens SET last_used_at = ? WHERE id = ?');
  const revoke = db
    .prepare<[number, string], string>(
      'UPDATE api_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL RETURNING name',
    )
    .pluck();
  const log = auditLog(db);

  const addLogged = db.transaction((request: Parameters<ApiTokenStore['add']>[0]): boolean => {
    const { id, tokenDigest, name, scopes, at, accountId, expiresAt } = request;
    const { changes } = add.run(id, tokenDigest, name, JSON.stringify(scopes), at, accountId, expiresAt);
    if (changes !== 1) return false;
    log({ at, accountId, action: 'api-token.added', subject: name, detail: scopes.join(', ') });
    return true;
  });
  const revokeLogged = db.transaction(({ id, at, accountId }: Parameters<ApiTokenStore['revoke']>[0]) => {
    const name = revoke.get(at, id);
    if (name === undefined) return false;
    log({ at, accountId, action: 'api-token.revoked', subject: name, detail: '' });
    return true;
  });

  return {
    add: async (request) => addLogged.immediate(request),
    page: async ({ words, before, limit }) =>
      page.all(before ?? Number.MAX_SAFE_INTEGER, JSON.stringify(words), limit).map(tokenOf),
    async find(tokenDigest) {
      const row = byDigest.get(tokenDigest);
      return row ? tokenOf(row) : null;
    },
    used: async ({ id, at }) => {
      used.run(at, id);
    },
    revoke: async (request) => revokeLogged.immediate(request),
  };
}
