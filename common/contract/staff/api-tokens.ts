/** The tokens by which other programs use the REST API. For administrators. */
import { z } from 'zod';
import { API_SCOPES } from '../api-scopes.ts';
import { instant, uuid } from '../values.ts';
import { nothing, searchedPage, shortName } from './common.ts';

const apiScope = z.enum(API_SCOPES);

const apiToken = z.object({
  id: uuid,
  name: z.string(),
  scopes: z.array(apiScope),
  createdAt: instant,
  /** The account's name. */
  createdBy: z.string(),
  /** Null for one that holds until it is revoked. */
  expiresAt: instant.nullable(),
  /** To the minute. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

export const apiTokenRoutes = {
  /** The revoked ones too, the newest first; found by name and by who made them. */
  listApiTokens: {
    method: 'GET',
    path: '/api/staff/api-tokens',
    input: z.strictObject(searchedPage),
    output: z.object({ tokens: z.array(apiToken), next: z.string().nullable() }),
  },
  /** Answers the token, once. Problems: `name-taken`; `input-invalid` with `expiresAt` for a time that is over. */
  addApiToken: {
    method: 'POST',
    path: '/api/staff/api-tokens',
    input: z.strictObject({
      name: shortName,
      scopes: z.array(apiScope).min(1).max(API_SCOPES.length),
      expiresAt: instant.nullable().default(null),
    }),
    output: z.object({ token: z.string() }),
  },
  /** For good, and at once. Problem: `not-found` for one that does not hold (any more). */
  revokeApiToken: {
    method: 'POST',
    path: '/api/staff/api-tokens/revoke',
    input: z.strictObject({ id: uuid }),
    output: nothing,
  },
} as const;
