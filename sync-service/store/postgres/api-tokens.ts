import { type ApiTokenStore, type TokenRow, tokenOf } from '../api-tokens.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';
import { hasWords } from './search.ts';

const TOKEN = `SELECT api_tokens.ordinal, api_tokens.id, api_tokens.name, scopes, api_tokens.created_at AS "createdAt",
    staff_accounts.name AS "createdBy", expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
    revoked_at AS "revokedAt"
  FROM api_tokens JOIN staff_accounts ON staff_accounts.id = account_id`;
const NAMED = "api_tokens.name || ' ' || staff_accounts.name";

export function apiTokenStore(db: Postgres): ApiTokenStore {
  const log = auditLog(db);
  return {
    add: ({ id, tokenDigest, name, scopes, at, accountId, expiresAt }) =>
      db.transaction(async () => {
        const added = await db.run(
          `INSERT INTO api_tokens (id, token_digest, name, scopes, created_at, account_id, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name) DO NOTHING`,
          id,
          tokenDigest,
          name,
          JSON.stringify(scopes),
          at,
          accountId,
          expiresAt,
        );
        if (added !== 1) return false;
        await log({ at, accountId, action: 'api-token.added', subject: name, detail: scopes.join(', ') });
        return true;
      }),
    page: async ({ words, before, limit }) =>
      (
        await db.rows<TokenRow>(
          `${TOKEN} WHERE api_tokens.ordinal < $1 AND ${hasWords(NAMED, '$2')}
           ORDER BY api_tokens.ordinal DESC LIMIT $3`,
          before ?? Number.MAX_SAFE_INTEGER,
          words,
          limit,
        )
      ).map(tokenOf),
    async find(tokenDigest) {
      const row = await db.one<TokenRow>(`${TOKEN} WHERE token_digest = $1`, tokenDigest);
      return row && tokenOf(row);
    },
    async used({ id, at }) {
      await db.run('UPDATE api_tokens SET last_used_at = $1 WHERE id = $2', at, id);
    },
    revoke: ({ id, at, accountId }) =>
      db.transaction(async () => {
        const revoked = await db.one<{ name: string }>(
          'UPDATE api_tokens SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL RETURNING name',
          at,
          id,
        );
        if (revoked === null) return false;
        await log({ at, accountId, action: 'api-token.revoked', subject: revoked.name, detail: '' });
        return true;
      }),
  };
}
