import type { ReceiptStore } from '../receipts.ts';
import type { Postgres } from './database.ts';

export const receiptStore = (db: Postgres): ReceiptStore => ({
  async participant(codeDigest) {
    const row = await db.one<{ id: string }>(
      'SELECT participant_id AS id FROM receipts WHERE code_digest = $1',
      codeDigest,
    );
    return row?.id ?? null;
  },
});
