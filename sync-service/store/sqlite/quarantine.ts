/** Records that broke a rule, each kept once and whole. */
import type { QuarantineRule } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { contentHash, MAY_PASS_LATER } from '../quarantine.ts';
import type { ReadRecord } from '../records.ts';

type Held = { readonly record: ReadRecord; readonly deviceId: string };

/** Synchronous: for use within the transaction of a batch. */
export function quarantineTable(db: Sqlite) {
  const add = db.prepare(
    `INSERT INTO quarantine (device_id, record_id, chain_id, seq, kind, session_id, participant_id, rule, header,
       body, hash, content_hash, received_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device_id, content_hash) DO NOTHING`,
  );
  const passing = db
    .prepare<[string], number>(
      `SELECT EXISTS (SELECT 1 FROM quarantine WHERE device_id = ? AND decided_at IS NULL
         AND rule IN ${MAY_PASS_LATER})`,
    )
    .pluck();
  const settle = db.prepare(
    `UPDATE quarantine SET decided_at = ?, decision = 'stored-later'
     WHERE device_id = ? AND content_hash = ? AND decided_at IS NULL`,
  );
  return {
    /** The same content again adds nothing. */
    add({ record, deviceId, rule, receivedAt }: Held & { rule: QuarantineRule; receivedAt: number }): void {
      const { header, lines, hash } = record;
      add.run(
        deviceId,
        header?.id ?? null,
        header?.chainId ?? null,
        header?.seq ?? null,
        header?.kind ?? null,
        header?.sessionId ?? null,
        header?.participantId ?? null,
        rule,
        lines.header,
        lines.body,
        hash,
        contentHash(record),
        receivedAt,
      );
    },
    /** Whether the device has records here that only lacked something which may have come since. */
    mayPass: (deviceId: string): boolean => passing.get(deviceId) === 1,
    passed({ record, deviceId, at }: Held & { at: number }): void {
      settle.run(at, deviceId, contentHash(record));
    },
  };
}
