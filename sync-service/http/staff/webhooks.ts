/** Addresses that are told when something is new. */
import type { webhookRoutes } from '../../../common/contract/staff/webhooks.ts';
import { success } from '../../../common/problems.ts';
import type { Webhooks } from '../../services/webhooks.ts';
import type { HandlersOf } from './handler.ts';

export const webhookHandlers = ({
  webhooks,
}: {
  readonly webhooks: Webhooks;
}): HandlersOf<keyof typeof webhookRoutes> => ({
  listWebhooks: async () => success(await webhooks.list()),
  addWebhook: ({ input, account }) => webhooks.add({ ...input, accountId: account.id }),
  removeWebhook: ({ input, account }) => webhooks.remove({ ...input, accountId: account.id }),
  testWebhook: ({ input }) => webhooks.test(input),
});
