/** Records that broke a rule. */
import type { quarantineRoutes } from '../../../common/contract/staff/quarantine.ts';
import { problem, success } from '../../../common/problems.ts';
import { ordinalOf } from '../../services/cursor.ts';
import type { Store } from '../../store/store.ts';
import type { HandlersOf } from './handler.ts';

export const quarantineHandlers = ({
  store,
  now,
}: {
  readonly store: Store;
  readonly now: () => number;
}): HandlersOf<keyof typeof quarantineRoutes> => ({
  async listQuarantine({ input: { after, limit } }) {
    const start = ordinalOf(after) ?? 0;
    const found = await store.quarantine.page({ after: start, limit: limit + 1 });
    const next = found.length > limit ? String(start + limit) : null;
    return success({ records: found.slice(0, limit), next });
  },
  async keepOut({ input: { id }, account }) {
    const kept = await store.quarantine.keepOut({ id, at: now(), accountId: account.id });
    return kept ? success({}) : problem('not-found');
  },
});
