/** The tokens of the REST API. */
import type { apiTokenRoutes } from '../../../common/contract/staff/api-tokens.ts';
import { success } from '../../../common/problems.ts';
import type { ApiTokens } from '../../services/api-tokens.ts';
import type { HandlersOf } from './handler.ts';

export const apiTokenHandlers = ({
  tokens,
}: {
  readonly tokens: ApiTokens;
}): HandlersOf<keyof typeof apiTokenRoutes> => ({
  listApiTokens: async ({ input }) => success(await tokens.list(input)),
  addApiToken: ({ input, account }) => tokens.add({ ...input, accountId: account.id }),
  revokeApiToken: ({ input, account }) => tokens.revoke({ ...input, accountId: account.id }),
});
