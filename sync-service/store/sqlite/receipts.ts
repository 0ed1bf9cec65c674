import type { Sqlite } from '../../../platform/sqlite.ts';
import type { ReceiptStore } from '../receipts.ts';

export function receiptStore(db: Sqlite): ReceiptStore {
  const participant = db
    .prepare<[string], string>('SELECT participant_id FROM receipts WHERE code_digest = ?')
    .pluck();
  return { participant: async (codeDigest) => participant.get(codeDigest) ?? null };
}
