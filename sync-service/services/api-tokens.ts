/** Administrators hand out tokens for the REST API; whoever shows one is known by it. */
import { randomUUID } from 'node:crypto';
import type { ApiScope } from '../../common/contract/api-scopes.ts';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { searchWords } from '../../common/domain/folded-text.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { random16, sha256 } from '../../platform/crypto.ts';
import type { ApiToken } from '../store/api-tokens.ts';
import type { Store } from '../store/store.ts';
import { ordinalOf, pageOf } from './cursor.ts';
import { createRateLimit } from './rate-limit.ts';

export type ApiTokens = ReturnType<typeof apiTokens>;
type ByAccount = { readonly accountId: string };

/** Finds a token that was left in a file or a message. */
const PREFIX = 'perron_';
export const REQUESTS_A_MINUTE = 600;
const MINUTE_MS = 60_000;

const digestOf = (token: string): string => sha256(`perron-api-1\n${token}`);

export function apiTokens({ store, now }: { readonly store: Store; readonly now: () => number }) {
  const requests = createRateLimit({
    store,
    limit: 'rest',
    tries: REQUESTS_A_MINUTE,
    windowMs: MINUTE_MS,
    now,
  });

  return {
    async list({ query, after, limit }: StaffParsed<'listApiTokens'>): Promise<StaffOutput<'listApiTokens'>> {
      const words = searchWords(query);
      const found = await store.apiTokens.page({ words, before: ordinalOf(after), limit: limit + 1 });
      const { items, next } = pageOf(found, { limit, ordinal: ({ ordinal }) => ordinal });
      const tokens = items.map(({ ordinal: _, ...token }) => ({ ...token, scopes: [...token.scopes] }));
      return { tokens, next };
    },

    async add({
      name,
      scopes,
      expiresAt,
      accountId,
    }: StaffParsed<'addApiToken'> & ByAccount): Promise<Outcome<StaffOutput<'addApiToken'>>> {
      const at = now();
      if (expiresAt !== null && expiresAt <= at) return problem('input-invalid', { field: 'expiresAt' });
      const token = PREFIX + random16() + random16();
      const added = await store.apiTokens.add({
        id: randomUUID(),
        tokenDigest: digestOf(token),
        name,
        scopes: [...new Set(scopes)],
        expiresAt,
        at,
        accountId,
      });
      return added ? success({ token }) : problem('name-taken', { field: 'name' });
    },

    async revoke({
      id,
      accountId,
    }: StaffParsed<'revokeApiToken'> & ByAccount): Promise<Outcome<Record<string, never>>> {
      return (await store.apiTokens.revoke({ id, at: now(), accountId }))
        ? success({})
        : problem('not-found');
    },

    /** Problems: `token-invalid` for what is unknown, revoked or expired; `rate-limited`; `scope-missing`. */
    async admit({
      token,
      scope,
    }: {
      /** Empty where none was shown. */
      readonly token: string;
      readonly scope: ApiScope;
    }): Promise<Outcome<ApiToken>> {
      const known = token === '' ? null : await store.apiTokens.find(digestOf(token));
      const at = now();
      if (known === null || known.revokedAt !== null || (known.expiresAt ?? Number.POSITIVE_INFINITY) <= at)
        return problem('token-invalid');
      const retryAfterSeconds = await requests.take(known.id);
      if (retryAfterSeconds > 0) return problem('rate-limited', { retryAfterSeconds });
      // Not at every request: reading shall not cost a write.
      if (at - (known.lastUsedAt ?? 0) >= MINUTE_MS) await store.apiTokens.used({ id: known.id, at });
      return known.scopes.includes(scope) ? success(known) : problem('scope-missing');
    },
  };
}
