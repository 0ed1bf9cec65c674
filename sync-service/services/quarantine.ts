/** Staff look at what broke a rule on arrival: they keep it out, or accept what can be. */
import { z } from 'zod';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { BATCH_MAX_RECORDS } from '../../common/contract/sync.ts';
import { searchWords } from '../../common/domain/folded-text.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import {
  ACCEPTED_BESIDE,
  ACCEPTED_ONCE_KNOWN,
  type HeldRecord,
  type WaitingRecord,
} from '../store/quarantine.ts';
import type { Store } from '../store/store.ts';
import { readRecord } from './batches.ts';
import { cursorOf, pageAfter, placeOf } from './cursor.ts';

type ById = { readonly id: number; readonly accountId: string };
type Settled = Promise<Outcome<Record<string, never>>>;

export type Quarantine = ReturnType<typeof quarantine>;

const heldPlace = z.object({ decided: z.boolean(), id: z.int() });

const shown = (record: HeldRecord) => ({
  ...record,
  acceptable:
    [...ACCEPTED_ONCE_KNOWN, ...ACCEPTED_BESIDE].includes(record.rule) &&
    (record.rule !== 'payload-invalid' || readRecord(record).rule === null),
});

export function quarantine({ store, now }: { readonly store: Store; readonly now: () => number }) {
  /**
   * Stores records of one kiosk that came at one instant, as if they came today, also from a kiosk that was shut out since; what breaks
   * a rule still is left waiting. Answers how many were stored.
   */
  const storeInPlace = async (
    held: readonly (WaitingRecord & { readonly id: number })[],
    accountId: string,
  ): Promise<number> => {
    const [first] = held;
    if (first === undefined) return 0;
    const { deviceId, receivedAt } = first;
    const batch = { deviceId, records: held.map(readRecord), receivedAt, revoked: 'taken' as const };
    const statuses = (await store.records.append(batch)) ?? [];
    const stored = held.filter((_, nth) => statuses[nth] && statuses[nth].status !== 'quarantined');
    if (stored.length > 0)
      await store.quarantine.stored({ ids: stored.map(({ id }) => id), at: now(), accountId });
    return stored.length;
  };

  return {
    async list({
      query,
      after,
      limit,
    }: StaffParsed<'listQuarantine'>): Promise<StaffOutput<'listQuarantine'>> {
      const found = await store.quarantine.page({
        words: searchWords(query),
        after: placeOf(after, heldPlace),
        limit: limit + 1,
      });
      const { items, next } = pageAfter(found, {
        limit,
        cursor: ({ decision, id }) => cursorOf({ decided: decision !== null, id }),
      });
      return { records: items.map(shown), next };
    },

    async keepOut({ id, accountId }: ById): Settled {
      const kept = await store.quarantine.keepOut({ id, at: now(), accountId });
      return kept ? success({}) : problem('not-found');
    },

    async accept({ id, accountId }: ById): Settled {
      const held = await store.quarantine.waiting(id);
      if (held === null) return problem('not-found');
      const { rule } = held;
      if (ACCEPTED_ONCE_KNOWN.includes(rule))
        return (await storeInPlace([{ ...held, id }], accountId)) === 1
          ? success({})
          : problem('record-unacceptable');
      const { header, content } = readRecord(held);
      if (!ACCEPTED_BESIDE.includes(rule) || header === null || content === null)
        return problem('record-unacceptable');
      return (await store.quarantine.accept({ id, at: now(), accountId, header, content }))
        ? success({})
        : problem('record-unacceptable');
    },

    /** Whatever a kiosk that was shut out had not sent; what breaks another rule is left waiting. */
    async acceptAllOf({
      deviceId,
      accountId,
    }: {
      readonly deviceId: string;
      readonly accountId: string;
    }): Promise<StaffOutput<'acceptAllOfKiosk'>> {
      const counts = { accepted: 0, left: 0 };
      for (let after = 0; ; ) {
        const page = { deviceId, rule: 'after-revocation' as const, after, limit: BATCH_MAX_RECORDS };
        const held = await store.quarantine.waitingOf(page);
        const last = held.at(-1);
        if (last === undefined) return counts;
        let stored = 0;
        for (const together of Map.groupBy(held, ({ receivedAt }) => receivedAt).values())
          stored += await storeInPlace(together, accountId);
        counts.accepted += stored;
        counts.left += held.length - stored;
        after = last.id;
      }
    },
  };
}
