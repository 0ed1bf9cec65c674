/** The log of what staff did, as it is searched: a log of years is looked through in portions, between which others have their turn. */
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { searchWords } from '../../common/domain/folded-text.ts';
import type { LoggedEntry } from '../store/staff.ts';
import type { Store } from '../store/store.ts';
import { ordinalOf, pageOf } from './cursor.ts';

export type Activity = ReturnType<typeof activity>;

/** Some tens of milliseconds on SQLite, where nobody else is served meanwhile. */
const PORTION = 5_000;

export function activity({ store }: { readonly store: Store }) {
  return {
    async list({
      query,
      after,
      limit,
      by,
      ...filter
    }: StaffParsed<'listAudit'>): Promise<StaffOutput<'listAudit'>> {
      const words = searchWords(query);
      const accountId = by === 'nobody' ? null : by;
      const [newest] = await store.staff.audit({ before: null, limit: 1 });
      const found: LoggedEntry[] = [];
      let before = ordinalOf(after) ?? (newest?.id ?? 0) + 1;
      while (before > 1 && found.length <= limit) {
        const portion = { before, after: before - 1 - PORTION, limit: limit + 1 - found.length };
        found.push(...(await store.staff.audit({ ...filter, accountId, words, ...portion })));
        before -= PORTION;
        await othersTurn();
      }
      const { items, next } = pageOf(found, { limit, ordinal: ({ id }) => id });
      return { entries: items, next };
    },
  };
}
