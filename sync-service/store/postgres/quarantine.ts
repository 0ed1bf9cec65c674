/** Records that broke a rule, each kept once and whole: as bytes, since what broke a rule may hold what is no text. */
import type { QuarantineRule } from '../../../common/domain/records.ts';
import { contentHash, MAY_PASS_LATER } from '../quarantine.ts';
import type { ReadRecord } from '../records.ts';
import type { Postgres } from './database.ts';

type Held = { readonly record: ReadRecord; readonly deviceId: string };

/** Whether a device has records here that only lacked something which may have come since; stands in a query over `devices`. */
export const MAY_PASS = `EXISTS (SELECT 1 FROM quarantine WHERE device_id = devices.id AND decided_at IS NULL
  AND rule IN ${MAY_PASS_LATER})`;

export type QuarantineTable = ReturnType<typeof quarantineTable>;

/** For use within the transaction of a batch. */
export function quarantineTable(db: Postgres) {
  return {
    /** The same content again adds nothing. */
    async add({
      record,
      deviceId,
      rule,
      receivedAt,
    }: Held & { rule: QuarantineRule; receivedAt: number }): Promise<void> {
      const { header, lines, hash } = record;
      await db.run(
        `INSERT INTO quarantine (device_id, record_id, chain_id, seq, kind, session_id, participant_id, rule, header,
           body, hash, content_hash, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (device_id, content_hash) DO NOTHING`,
        deviceId,
        header?.id ?? null,
        header?.chainId ?? null,
        header?.seq ?? null,
        header?.kind ?? null,
        header?.sessionId ?? null,
        header?.participantId ?? null,
        rule,
        Buffer.from(lines.header),
        Buffer.from(lines.body),
        hash,
        contentHash(record),
        receivedAt,
      );
    },
    async passed({ record, deviceId, at }: Held & { at: number }): Promise<void> {
      await db.run(
        `UPDATE quarantine SET decided_at = $1, decision = 'stored-later'
         WHERE device_id = $2 AND content_hash = $3 AND decided_at IS NULL`,
        at,
        deviceId,
        contentHash(record),
      );
    },
  };
}
