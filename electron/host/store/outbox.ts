/** What became of each record on its way to the service. */
import { BATCH_MAX_BYTES } from '../../../common/contract/sync.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { foundOrdinals } from './filing.ts';
import type { Delivery } from './records.ts';

/** A pending record as it travels: two lines, both ended by U+000A. */
export type OutboxItem = { readonly ordinal: number; readonly lines: Buffer };
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

const LINE_END = 0x0a;

/** Two lines, of which none can be taken for more, and no larger than the service reads. */
export const isReadable = ({ lines }: OutboxItem): boolean =>
  lines.byteLength <= BATCH_MAX_BYTES &&
  lines.indexOf(LINE_END, lines.indexOf(LINE_END) + 1) === lines.byteLength - 1;

/**
 * The lines of neighbours in an answer of `nextPending`, one after the other, as they lie there: a copy of each batch would double
 * what a push leaves to be collected.
 */
export function linesOf(items: readonly OutboxItem[]): Buffer {
  const [first, last] = [items[0]?.lines, items.at(-1)?.lines];
  if (!first || !last) return Buffer.alloc(0);
  return Buffer.from(first.buffer, first.byteOffset, last.byteOffset + last.byteLength - first.byteOffset);
}

export type SeqRange = readonly [from: number, to: number];

/** On one target; `alone` are those supports of them that a visitor gave without a facilitator. */
type Unsent = { targetId: string; kind: 'support' | 'comment'; count: number; alone: number };
export type UnsentCounts = {
  readonly supports: number;
  readonly supportsAlone: number;
  readonly comments: number;
};

export type OutboxStore = ReturnType<typeof outboxStore>;

export function outboxStore(db: Sqlite) {
  const isNotSettled = 'NOT EXISTS (SELECT 1 FROM settlement WHERE settlement.ordinal = record.ordinal)';
  const isPending = `record.ordinal > (SELECT settled_through FROM delivery) AND ${isNotSettled}`;
  // Sizes first, which are read without the texts: what fits is then joined by SQLite and handed over once a batch.
  const pendingSizes = db
    .prepare<[number, number], [ordinals: string, sizes: string]>(
      `SELECT json_group_array(ordinal), json_group_array(size) FROM (
         SELECT ordinal, octet_length(header) + octet_length(body) + 2 AS size FROM record
         WHERE ordinal > max(?, (SELECT settled_through FROM delivery)) AND ${isNotSettled} ORDER BY ordinal LIMIT ?)`,
    )
    .raw();
  const pendingLines = db
    .prepare<[number, number], Buffer>(
      `SELECT CAST(group_concat(header || char(10) || body || char(10), '') AS BLOB) FROM (
         SELECT header, body FROM record WHERE ordinal BETWEEN ? AND ? AND ${isNotSettled} ORDER BY ordinal)`,
    )
    .pluck();
  const settlement = `INSERT INTO settlement (ordinal, settled_at, rule)`;
  const again = 'ON CONFLICT (ordinal) DO UPDATE SET settled_at = excluded.settled_at, rule = excluded.rule';
  const acknowledge = db.prepare<[number, string]>(
    `${settlement} SELECT value, ?, NULL FROM json_each(?) WHERE true ${again}`,
  );
  const quarantine = db.prepare<[number, number, string]>(`${settlement} VALUES (?, ?, ?) ${again}`);
  const noteAcknowledged = db.prepare<[number]>('UPDATE delivery SET acknowledged_at = ?');
  // The last of the settlements that follow on the mark without a gap.
  const moveThrough = db.prepare(
    `UPDATE delivery SET settled_through = coalesce(
       (SELECT ordinal FROM settlement AS last
        WHERE ordinal > settled_through
          AND EXISTS (SELECT 1 FROM settlement WHERE ordinal = settled_through + 1)
          AND NOT EXISTS (SELECT 1 FROM settlement WHERE ordinal = last.ordinal + 1)
        ORDER BY ordinal LIMIT 1), settled_through)`,
  );
  // None is ever deleted.
  const total = db.prepare<[], number | null>('SELECT max(ordinal) FROM record').pluck();
  const settled = db.prepare<[], number>('SELECT count(*) FROM settlement').pluck();
  const lastAcknowledged = db.prepare<[], number | null>('SELECT acknowledged_at FROM delivery').pluck();
  const reopen = (which: string) => db.prepare<unknown[]>(`DELETE FROM settlement WHERE ${which}`);
  const reopenAcknowledged = reopen(
    `rule IS NULL AND ordinal IN (${foundOrdinals('chain_id = @chainId AND seq BETWEEN @from AND @to')})`,
  );
  const reopenAll = reopen('true');
  const reopenUnreadable = reopen(`rule = '${UNREADABLE_RULE}'`);
  const lowerThrough = db.prepare(
    `UPDATE delivery SET settled_through = coalesce((SELECT ordinal - 1 FROM record WHERE ${isNotSettled}
       ORDER BY ordinal LIMIT 1), settled_through)`,
  );
  const unsentOnTargets = db.prepare<[], Unsent>(
    `SELECT target_id AS targetId, kind, count(*) AS count,
       sum(kind = 'support' AND instr(header, '"mode":"self-service"') > 0) AS alone FROM record
     WHERE ${isPending} AND target_id IS NOT NULL GROUP BY target_id, kind`,
  );

  const extent = db.prepare<[], PendingExtent>(
    `SELECT count(*) AS records, count(*) FILTER (WHERE kind IN ('idea', 'comment', 'support', 'idea.sealed', 'comment.sealed'))
         AS contributions,
       count(DISTINCT session_id) AS sessions, coalesce(sum(octet_length(header) + octet_length(body) + 2), 0) AS bytes
     FROM record WHERE ${isPending}`,
  );
  const named = db.prepare<[string], { hash: string; ordinal: number }>(
    'SELECT hash, ordinal FROM record WHERE hash IN (SELECT value FROM json_each(?))',
  );

  const oldestPending = db
    // A damaged header must not stop whoever looks after the kiosk.
    .prepare<[], { at: number; anchored: 0 | 1 }>(
      `SELECT at, coalesce(CASE WHEN json_valid(header) THEN json_extract(header, '$.anchor') IS NOT NULL END, 1) AS anchored
       FROM record WHERE ${isPending} ORDER BY ordinal LIMIT 1`,
    );
  const byRule = db.prepare<[], { rule: string; count: number }>(
    `SELECT rule, count(*) AS count FROM settlement WHERE rule IS NOT NULL GROUP BY rule ORDER BY count(*) DESC, rule`,
  );

  const quarantinedByRule = (): { rule: string; count: number }[] => byRule.all();
  const reopened = ({ changes }: { changes: number }): number => {
    if (changes > 0) lowerThrough.run();
    return changes;
  };

  return {
    /** By its header's clock; `anchored` when that was corrected by what the service had told. */
    oldestPending(): { at: number; anchored: boolean } | null {
      const row = oldestPending.get();
      return row ? { at: row.at, anchored: row.anchored === 1 } : null;
    },
    quarantinedByRule,
    /** What would leave now. */
    pendingExtent: (): PendingExtent => extent.get() as PendingExtent,
    /** The records of this disk by the digests of their header lines. */
    ordinalsOf: (hashes: readonly string[]): Map<string, number> =>
      new Map(named.all(JSON.stringify(hashes)).map(({ hash, ordinal }) => [hash, ordinal])),
    /** The next pending records in the order of saving, as many as fit `bytes`, and one at least. */
    nextPending(bounds: { after: number; bytes: number; records: number }): OutboxItem[] {
      const [ordinals, sizes] = (pendingSizes.get(bounds.after, bounds.records) ?? ['[]', '[]']).map(
        (list) => JSON.parse(list) as number[],
      ) as [number[], number[]];
      let bytes = 0;
      const beyond = sizes.findIndex((size, index) => {
        bytes += size;
        return bytes > bounds.bytes && index > 0;
      });
      const fitting = beyond < 0 ? ordinals : ordinals.slice(0, beyond);
      const [first] = fitting;
      if (first === undefined) return [];
      const lines = pendingLines.get(first, fitting.at(-1) ?? first) ?? Buffer.alloc(0);
      let end = 0;
      return fitting.map((ordinal, index) => {
        const start = end;
        end += sizes[index] ?? 0;
        return { ordinal, lines: lines.subarray(start, end) };
      });
    },
    /** Only inside a transaction: an answer of the service counts as a whole. */
    settle({ settlements, at }: { settlements: readonly Settlement[]; at: number }): void {
      const stored = settlements.flatMap(({ ordinal, rule }) => (rule === null ? [ordinal] : []));
      if (stored.length > 0) {
        acknowledge.run(at, JSON.stringify(stored));
        noteAcknowledged.run(at);
      }
      for (const { ordinal, rule } of settlements) if (rule !== null) quarantine.run(ordinal, at, rule);
      moveThrough.run();
    },
    /** Puts what the service lacks back to pending. */
    reopen({ chainId, ranges }: { chainId: string; ranges: readonly SeqRange[] }): number {
      let changes = 0;
      for (const [from, to] of ranges) changes += reopenAcknowledged.run({ chainId, from, to }).changes;
      return reopened({ changes });
    },
    /** Of every chain, and what the service had in quarantine as well. */
    reopenAll: (): number => reopened(reopenAll.run()),
    /** What the service could not read at all may have come to it cut short: it is tried again on each connection. */
    reopenUnreadable: (): number => reopened(reopenUnreadable.run()),
    counts(): Record<Delivery, number> {
      const all = settled.get() ?? 0;
      const quarantined = quarantinedByRule().reduce((sum, { count }) => sum + count, 0);
      return { pending: (total.get() ?? 0) - all, acknowledged: all - quarantined, quarantined };
    },
    /** When the service last said that it has something, by the device's clock. */
    lastAcknowledgedAt: (): number | null => lastAcknowledged.get() ?? null,
    /** Supports and comments that the feed cannot have counted yet. */
    unsentOnTargets(): Map<string, UnsentCounts> {
      const found = new Map<string, UnsentCounts>();
      for (const { targetId, kind, count, alone } of unsentOnTargets.all()) {
        const counts = found.get(targetId) ?? { supports: 0, supportsAlone: 0, comments: 0 };
        const counted = kind === 'comment' ? { comments: count } : { supports: count, supportsAlone: alone };
        found.set(targetId, { ...counts, ...counted });
      }
      return found;
    },
  };
}
