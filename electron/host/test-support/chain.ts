/** Looks at a kiosk's records the way a suspicious reader would: bytes, digests and schemas. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { isRecordKind, recordHeader, recordPayloads } from '../../../common/contract/records.ts';
import { canonicalJson } from '../../../common/domain/canonical-json.ts';
import { payloadText } from '../../../common/domain/record-lines.ts';
import type { RecordHeader } from '../../../common/domain/records.ts';
import { sha256 } from '../../../platform/crypto.ts';

export type SeenRecord = {
  readonly header: RecordHeader;
  readonly headerLine: string;
  /** Null where it was erased. */
  readonly payload: unknown;
  readonly state: string;
};

export function recordsIn(folder: string): SeenRecord[] {
  const db = new Database(join(folder, 'kiosk.db'), { readonly: true });
  try {
    return db
      .prepare<[], { header: string; body: string; state: string }>(
        'SELECT header, body, state FROM record JOIN outbox USING (ordinal) ORDER BY ordinal',
      )
      .all()
      .map(({ header, body, state }) => {
        const parsed = recordHeader.parse(JSON.parse(header));
        if (body === '') return { header: parsed, headerLine: header, payload: null, state };
        expect(sha256(body)).toBe(parsed.payloadHash);
        return { header: parsed, headerLine: header, payload: JSON.parse(payloadText(body)), state };
      });
  } finally {
    db.close();
  }
}

/** Every header and payload fits its schema, is canonical, and each chain is whole. */
export function expectIntact(records: readonly SeenRecord[]): void {
  const tails = new Map<string, { seq: number; hash: string }>();
  for (const { header, headerLine, payload } of records) {
    expect(headerLine).toBe(canonicalJson(header));
    if (!isRecordKind(header.kind)) throw new Error(`${header.kind} is no kind of record`);
    if (payload !== null)
      expect(recordPayloads[header.kind].safeParse(payload)).toMatchObject({ success: true });
    const tail = tails.get(header.chainId);
    expect(header.seq).toBe((tail?.seq ?? 0) + 1);
    expect(header.prev).toBe(tail?.hash ?? null);
    tails.set(header.chainId, { seq: header.seq, hash: sha256(headerLine) });
  }
}
