/** Staff look at what broke a rule on arrival: they keep it out, or accept what can be. */
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { BATCH_MAX_RECORDS } from '../../common/contract/sync.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { ACCEPTED_BESIDE, ACCEPTED_ONCE_KNOWN, type HeldRecord } from '../store/quarantine.ts';
import type { Store } from '../store/store.ts';
import { readRecord } from './batches.ts';
import { ordinalOf } from './cursor.ts';

type ById = { readonly id: number; readonly accountId: string };
type Settled = Promise<Outcome<Record<string, never>>>;

export type Quarantine = ReturnType<typeof quarantine>;

const shown = (record: HeldRecord) => ({
  ...record,
  acceptable: [...ACCEPTED_ONCE_KNOWN, ...ACCEPTED_BESIDE].includes(record.rule),
});

export function quarantine({ store, now }: { readonly store: Store; readonly now: () => number }) {
  return {
    async list({ after, limit }: StaffParsed<'listQuarantine'>): Promise<StaffOutput<'listQuarantine'>> {
      const start = ordinalOf(after) ?? 0;
      const found = await store.quarantine.page({ after: start, limit: limit + 1 });
      const next = found.length > limit ? String(start + limit) : null;
      return { records: found.slice(0, limit).map(shown), next };
    },

    async keepOut({ id, accountId }: ById): Settled {
      const kept = await store.quarantine.keepOut({ id, at: now(), accountId });
      return kept ? success({}) : problem('not-found');
    },

    async accept({ id, accountId }: ById): Settled {
      const held = await store.quarantine.waiting(id);
      if (held === null) return problem('not-found');
      const { deviceId, receivedAt, rule, header: line, body } = held;
      const record = readRecord({ header: line, body });
      const { header, content } = record;
      if (ACCEPTED_ONCE_KNOWN.includes(rule)) {
        // As if it came today, also from a kiosk that was shut out since.
        const batch = { deviceId, records: [record], receivedAt, revoked: 'taken' as const };
        const [status] = (await store.records.append(batch)) ?? [];
        if (status === undefined || status.status === 'quarantined') return problem('record-unacceptable');
        await store.quarantine.stored({ ids: [id], at: now(), accountId });
        return success({});
      }
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
        const records = held.map(({ header, body }) => readRecord({ header, body }));
        const batch = { deviceId, records, receivedAt: last.receivedAt, revoked: 'taken' as const };
        const statuses = (await store.records.append(batch)) ?? [];
        const stored = held.filter((_, nth) => statuses[nth] && statuses[nth].status !== 'quarantined');
        await store.quarantine.stored({ ids: stored.map(({ id }) => id), at: now(), accountId });
        counts.accepted += stored.length;
        counts.left += held.length - stored.length;
        after = last.id;
      }
    },
  };
}
