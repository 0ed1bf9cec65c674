/**
 * The bytes of a record, which stay for good: two lines of UTF-8 text without a line break in them.
 *
 * - header line: the canonical JSON (RFC 8785) of the header.
 * - body line: the salt (16 random bytes as 22 characters of unpadded base64url) directly followed by the
 *   canonical JSON of the payload. It is empty when the payload was erased; the header stays.
 *
 * `payloadHash` is the digest of the body line, `prev` the digest of the previous header line; a digest is
 * SHA-256 as 43 characters of unpadded base64url. Test vectors: `record-vectors.json`.
 */
import { type CanonicalValue, canonicalJson } from './canonical-json.ts';
import type { RecordHeader } from './records.ts';

/** SHA-256 of the text's UTF-8 bytes, as unpadded base64url. Each runtime brings its own. */
export type Digest = (text: string) => string;

export const SALT_LENGTH = 22;

export type RecordLines = { readonly header: string; readonly body: string };

export const headerLine = (header: RecordHeader): string => canonicalJson(header);

export const bodyLine = (salt: string, payload: CanonicalValue): string => {
  if (salt.length !== SALT_LENGTH) throw new TypeError(`a salt has ${SALT_LENGTH} characters`);
  return salt + canonicalJson(payload);
};

/** The payload's JSON text, without its salt. */
export const payloadText = (body: string): string => body.slice(SALT_LENGTH);

/** Records as one text, two lines each, every line ended by U+000A: the plain form of a batch. */
export function joinRecords(records: readonly RecordLines[]): string {
  let text = '';
  for (const { header, body } of records) text += `${header}\n${body}\n`;
  return text;
}

/** The inverse of `joinRecords`, or null when the text is not an even number of ended lines. */
export function splitRecords(text: string): RecordLines[] | null {
  if (text !== '' && !text.endsWith('\n')) return null;
  const lines = text.split('\n');
  lines.pop();
  if (lines.length % 2 !== 0) return null;
  const records: RecordLines[] = [];
  for (let i = 0; i < lines.length; i += 2) {
    records.push({ header: lines[i] as string, body: lines[i + 1] as string });
  }
  return records;
}
