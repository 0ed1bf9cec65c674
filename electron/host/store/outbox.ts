/** What became of each record on its way to the service. */
import { BATCH_MAX_BYTES } from '../../../common/contract/sync.ts';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { Delivery } from './records.ts';

export type OutboxItem = RecordLines & { readonly ordinal: number; readonly bytes: number };
/** `rule` is null for a record that the service has stored. */
export type Settlement = { readonly ordinal: number; readonly rule: string | null };
/** The rule under which a record is kept back that the service cannot read even alone. */
export const UNREADABLE_RULE = 'batch-malformed';

export type PendingExtent = {
  readonly records: number;
  readonly contributions: number;
  readonly sessions: number;
  readonly bytes: number;
};

/** Two lines, of which none can be taken for more, and no larger than the service reads. */
export const isReadable = ({ header, body, bytes }: OutboxItem): boolean =>
  bytes <= BATCH_MAX_BYTES && !header.includes('\n') && !body.includes('\n');

export type SeqRange = readonly [from: number, to: number];

export type OutboxStore = ReturnType<typeof outboxStore>;

export function outboxStore(db: Sqlite) {
  const pending = db.prepare<[number, number], OutboxItem>(
    `SELECT ordinal, header, body, bytes FROM outbox JOIN record USING (ordinal)
     WHERE state = 'pending' AND settled_at IS NULL AND ordinal > ? ORDER BY ordinal LIMIT ?`,
  );
  const acknowledge = db.prepare(
    `UPDATE outbox SET state = 'acknowledged', settled_at = ?, rule = NULL WHERE ordinal = ?`,
  );
  const quarantine = db.prepare(
    `UPDATE outbox SET state = 'quarantined', settled_at = ?, rule = ? WHERE ordinal = ?`,
  );
  const counts = db.prepare<[], { state: Delivery; count: number }>(
    'SELECT state, count(*) AS count FROM outbox GROUP BY state',
  );
  const lastAcknowledged = db
    .prepare<[], number | null>("SELECT max(settled_at) FROM outbox WHERE state = 'acknowledged'")
    .pluck();
  const reopen = `UPDATE outbox SET state = 'pending', settled_at = NULL, rule = NULL WHERE `;
  const ofChain = 'ordinal IN (SELECT ordinal FROM record WHERE chain_id = ? AND seq BETWEEN ? AND ?)';
  const reopenAcknowledged = db.prepare(`${reopen} state = 'acknowledged' AND ${ofChain}`);
  const reopenAll = db.prepare(`${reopen} state <> 'pending'`);
  const reopenUnreadable = db.prepare(`${reopen} state = 'quarantined' AND rule = '${UNREADABLE_RULE}'`);
  const unsentOnTargets = db.prepare<[], { targetId: string; kind: 'support' | 'comment'; count: number }>(
    `SELECT target_id AS targetId, kind, count(*) AS count FROM outbox JOIN record USING (ordinal)
     WHERE state = 'pending' AND target_id IS NOT NULL GROUP BY target_id, kind`,
  );

  const extent = db.prepare<[], PendingExtent>(
    `SELECT count(*) AS records, count(*) FILTER (WHERE kind IN ('idea', 'comment', 'support', 'idea.sealed', 'comment.sealed'))
         AS contributions,
       count(DISTINCT session_id) AS sessions, coalesce(sum(bytes), 0) AS bytes
     FROM outbox JOIN record USING (ordinal) WHERE state = 'pending' AND settled_at IS NULL`,
  );
  const ordinalOf = db.prepare<[string], number>('SELECT ordinal FROM record WHERE hash = ?').pluck();

  const oldestPending = db
    // A damaged header must not stop whoever looks after the kiosk.
    .prepare<[], { at: number; anchored: 0 | 1 }>(
      `SELECT at, coalesce(CASE WHEN json_valid(header) THEN json_extract(header, '$.anchor') IS NOT NULL END, 1) AS anchored
       FROM outbox JOIN record USING (ordinal) WHERE state = 'pending' AND settled_at IS NULL
       ORDER BY ordinal LIMIT 1`,
    );
  const byRule = db.prepare<[], { rule: string; count: number }>(
    `SELECT rule, count(*) AS count FROM outbox WHERE state = 'quarantined' GROUP BY rule ORDER BY count(*) DESC, rule`,
  );

  return {
    /** By its header's clock; `anchored` when that was corrected by what the service had told. */
    oldestPending(): { at: number; anchored: boolean } | null {
      const row = oldestPending.get();
      return row ? { at: row.at, anchored: row.anchored === 1 } : null;
    },
    quarantinedByRule: (): { rule: string; count: number }[] => byRule.all(),
    /** What would leave now. */
    pendingExtent: (): PendingExtent => extent.get() as PendingExtent,
    /** By the digest of its header line; null for a record that is not of this disk. */
    ordinalOf: (hash: string): number | null => ordinalOf.get(hash) ?? null,
    /** The next pending records in the order of saving, as many as fit `bytes`, and one at least. */
    nextPending(bounds: { after: number; bytes: number; records: number }): OutboxItem[] {
      const items: OutboxItem[] = [];
      let bytes = 0;
      for (const item of pending.iterate(bounds.after, bounds.records)) {
        bytes += item.bytes;
        if (bytes > bounds.bytes && items.length > 0) break;
        items.push(item);
      }
      return items;
    },
    /** Only inside a transaction: an answer of the service counts as a whole. */
    settle({ settlements, at }: { settlements: readonly Settlement[]; at: number }): void {
      for (const { ordinal, rule } of settlements) {
        if (rule === null) acknowledge.run(at, ordinal);
        else quarantine.run(at, rule, ordinal);
      }
    },
    /** Puts what the service lacks back to pending. */
    reopen({ chainId, ranges }: { chainId: string; ranges: readonly SeqRange[] }): number {
      let changes = 0;
      for (const [from, to] of ranges) changes += reopenAcknowledged.run(chainId, from, to).changes;
      return changes;
    },
    /** Of every chain, and what the service had in quarantine as well. */
    reopenAll: (): number => reopenAll.run().changes,
    /** What the service could not read at all is tried again by each new run of the host. */
    reopenUnreadable: (): number => reopenUnreadable.run().changes,
    counts(): Record<Delivery, number> {
      const found = { pending: 0, acknowledged: 0, quarantined: 0 };
      for (const { state, count } of counts.all()) found[state] = count;
      return found;
    },
    lastAcknowledgedAt: (): number | null => lastAcknowledged.get() ?? null,
    /** Supports and comments that the feed cannot have counted yet. */
    unsentOnTargets(): Map<string, { supports: number; comments: number }> {
      const found = new Map<string, { supports: number; comments: number }>();
      for (const { targetId, kind, count } of unsentOnTargets.all()) {
        const counts = found.get(targetId) ?? { supports: 0, comments: 0 };
        found.set(targetId, { ...counts, [`${kind}s`]: count });
      }
      return found;
    },
  };
}
