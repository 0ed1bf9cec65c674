/** What people told for statistics, sealed. */
import { STATISTICS_PAGE, type statisticsRoutes } from '../../../common/contract/staff/statistics.ts';
import { success } from '../../../common/problems.ts';
import type { Store } from '../../store/store.ts';
import type { HandlersOf } from './handler.ts';

export const statisticsHandlers = ({
  store,
  now,
}: {
  readonly store: Store;
  readonly now: () => number;
}): HandlersOf<keyof typeof statisticsRoutes> => ({
  countStatistics: async ({ input }) =>
    success({ people: await store.statistics.count(input.consultationId) }),
  openStatistics: async ({ input, account }) => {
    const limit = STATISTICS_PAGE + 1;
    const found = await store.statistics.open({ ...input, limit, at: now(), accountId: account.id });
    return success({ sealed: found.slice(0, STATISTICS_PAGE), more: found.length === limit });
  },
});
