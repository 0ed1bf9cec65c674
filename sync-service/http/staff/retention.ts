/** How long each kind of data is kept. */
import type { retentionRoutes } from '../../../common/contract/staff/retention.ts';
import { success } from '../../../common/problems.ts';
import type { Retention } from '../../services/retention-job.ts';
import type { HandlersOf } from './handler.ts';

export const retentionHandlers = ({
  retention,
}: {
  readonly retention: Retention;
}): HandlersOf<keyof typeof retentionRoutes> => ({
  showRetention: async ({ input }) => success(await retention.show(input)),
  previewRetention: async ({ input }) => success(await retention.preview(input)),
  saveRetention: ({ input, account }) => retention.save({ ...input, accountId: account.id }),
});
