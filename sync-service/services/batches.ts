/** Reads a batch: every check of a record that needs no database. */
import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { usualHeader, usualPayload } from '../../common/contract/record-shapes.ts';
import { isRecordKind, recordHeader, recordPayloads } from '../../common/contract/records.ts';
import { BATCH_MAX_RECORDS } from '../../common/contract/sync.ts';
import { isCanonicalText } from '../../common/domain/canonical-json.ts';
import { payloadText, type RecordLines, SALT_LENGTH } from '../../common/domain/record-lines.ts';
import type { QuarantineRule, RecordHeader } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { KnownPayload, ReadRecord } from '../store/records.ts';

const LINE_END = 0x0a;
const SALT = /^[A-Za-z0-9_-]{22}$/;

/** `batch` in its plain form, no larger than `BATCH_MAX_BYTES`. */
export function readBatch(batch: Uint8Array): Outcome<ReadRecord[]> {
  const split = isUtf8(batch)
    ? recordsIn(Buffer.from(batch.buffer, batch.byteOffset, batch.byteLength))
    : null;
  if (split === null) return problem('batch-malformed');
  if (split.length > BATCH_MAX_RECORDS) return problem('input-too-large', { field: 'batch' });
  return success(split.map(readRecord));
}

/**
 * As `splitRecords` does it with a text, but each line becomes a text of its own: one letter beyond Latin-1 would otherwise
 * make every line of the batch twice as long in memory, and its digest and its checks twice as slow.
 */
function recordsIn(batch: Buffer): RecordLines[] | null {
  const records: RecordLines[] = [];
  for (let start = 0; start < batch.length; ) {
    const header = batch.indexOf(LINE_END, start);
    const body = header < 0 ? -1 : batch.indexOf(LINE_END, header + 1);
    if (body < 0) return null;
    records.push({
      header: batch.toString('utf8', start, header),
      body: batch.toString('utf8', header + 1, body),
    });
    start = body + 1;
  }
  return records;
}

export function readRecord(lines: RecordLines): ReadRecord {
  const hash = sha256(lines.header);
  const read = readText({ text: lines.header, usual: usualHeader(lines.header), schema: recordHeader });
  if (read === null) return { lines, hash, header: null, content: null, rule: 'header-invalid' };
  const header = read.value;
  const content = read.isCanonical ? readContent({ header, lines }) : 'header-not-canonical';
  return typeof content === 'string'
    ? { lines, hash, header, content: null, rule: content }
    : { lines, hash, header, content, rule: null };
}

/** Null for an erased body; else what it says, or the rule that it breaks. */
function readContent({
  header,
  lines,
}: {
  readonly header: RecordHeader;
  readonly lines: RecordLines;
}): KnownPayload | null | QuarantineRule {
  if (lines.body !== '' && sha256(lines.body) !== header.payloadHash) return 'payload-altered';
  const { kind } = header;
  if (!isRecordKind(kind)) return 'kind-unknown';
  if (lines.body === '') return null;
  if (!SALT.test(lines.body.slice(0, SALT_LENGTH))) return 'payload-invalid';
  const text = payloadText(lines.body);
  const read = readText({ text, usual: usualPayload(kind, text), schema: recordPayloads[kind] });
  return read?.isCanonical ? ({ kind, payload: read.value } as KnownPayload) : 'payload-invalid';
}

/** Null where it does not fit the schema; `usual` is what was read of it without. */
function readText<T>({
  text,
  usual,
  schema,
}: {
  readonly text: string;
  readonly usual: T | null;
  readonly schema: z.ZodType<T>;
}): { readonly value: T; readonly isCanonical: boolean } | null {
  if (usual !== null) return { value: usual, isCanonical: true };
  const value = parseJson(text);
  const parsed = schema.safeParse(value);
  // The schema came first: it bounds what is walked through.
  return parsed.success ? { value: parsed.data, isCanonical: isCanonicalText(value, text) } : null;
}

/** Undefined, which no schema takes, for a text that is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
