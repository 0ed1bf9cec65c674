/** Records that broke a rule. */
import type { quarantineRoutes } from '../../../common/contract/staff/quarantine.ts';
import { success } from '../../../common/problems.ts';
import type { Quarantine } from '../../services/quarantine.ts';
import type { HandlersOf } from './handler.ts';

export const quarantineHandlers = ({
  quarantine,
}: {
  readonly quarantine: Quarantine;
}): HandlersOf<keyof typeof quarantineRoutes> => ({
  listQuarantine: async ({ input }) => success(await quarantine.list(input)),
  keepOut: ({ input, account }) => quarantine.keepOut({ ...input, accountId: account.id }),
  acceptRecord: ({ input, account }) => quarantine.accept({ ...input, accountId: account.id }),
  acceptAllOfKiosk: async ({ input, account }) =>
    success(await quarantine.acceptAllOf({ ...input, accountId: account.id })),
});
