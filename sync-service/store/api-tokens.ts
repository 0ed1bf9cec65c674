/** The tokens by which other programs use the REST API, known by their digests only. */
import type { ApiScope } from '../../common/contract/api-scopes.ts';
import type { ByStaff } from './moderation.ts';
import type { Searched } from './search.ts';

export type ApiToken = {
  /** Where it stands in the order in which tokens were made. */
  readonly ordinal: number;
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: number;
  /** The account's name. */
  readonly createdBy: string;
  /** Null for one that holds until it is revoked. */
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
};

export type ApiTokenStore = {
  /** Together with its line in the log; false when a token has this name, revoked or not. */
  add(
    request: ByStaff &
      Pick<ApiToken, 'id' | 'name' | 'scopes' | 'expiresAt'> & { readonly tokenDigest: string },
  ): Promise<boolean>;
  /** The newest first, by the words of its name and of who made it; `before` is the ordinal of the last one of the page before. */
  page(request: Searched & { readonly before: number | null }): Promise<readonly ApiToken[]>;
  /** Whether it still holds is for the caller to judge. */
  find(tokenDigest: string): Promise<ApiToken | null>;
  used(use: { readonly id: string; readonly at: number }): Promise<void>;
  /** Together with its line in the log; false for one that is unknown or was revoked before. */
  revoke(request: ByStaff & { readonly id: string }): Promise<boolean>;
};

/** Scopes are JSON in a row. */
export type TokenRow = Omit<ApiToken, 'scopes'> & { readonly scopes: string };

export const tokenOf = (row: TokenRow): ApiToken => ({
  ...row,
  scopes: JSON.parse(row.scopes) as ApiScope[],
});
