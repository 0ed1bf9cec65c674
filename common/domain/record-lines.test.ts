import fc from 'fast-check';
import { expect, test } from 'vitest';
import { receiptCodeDigest } from '../../platform/argon2id.ts';
import { anchorId, isSignedBy, sha256 } from '../../platform/crypto.ts';
import { isRecordKind, recordHeader, recordPayloads } from '../contract/records.ts';
import { anchorText, proofText } from '../contract/sync.ts';
import { canonicalJson } from './canonical-json.ts';
import { bodyLine, headerLine, joinRecords, payloadText, splitRecords } from './record-lines.ts';
import vectors from './record-vectors.json' with { type: 'json' };

test('the canonical text is what the vectors say', () => {
  for (const { value, text } of vectors.canonicalJson) expect(canonicalJson(value as never)).toBe(text);
});

test('headers, bodies, digests and the chain are what the vectors say', () => {
  let prev: string | null = null;
  for (const record of vectors.records) {
    const header = recordHeader.parse(record.header);
    expect(headerLine(header)).toBe(record.headerLine);
    expect(bodyLine(record.salt, record.payload as never)).toBe(record.bodyLine);
    expect(sha256(record.bodyLine)).toBe(header.payloadHash);
    expect(header.prev).toBe(prev);
    prev = sha256(record.headerLine);
    expect(prev).toBe(record.headerHash);

    expect(isRecordKind(header.kind)).toBe(true);
    if (isRecordKind(header.kind)) {
      const payload = recordPayloads[header.kind].parse(JSON.parse(payloadText(record.bodyLine)));
      expect(payload).toEqual(record.payload);
    }
  }
});

test('signed texts, signatures and the anchor id are what the vectors say', () => {
  const { anchor, proof, emptyChainProof } = vectors;
  for (const { text, signature, publicKey } of [anchor, proof, emptyChainProof]) {
    expect(isSignedBy(text, signature, publicKey)).toBe(true);
    expect(isSignedBy(`${text} `, signature, publicKey)).toBe(false);
  }
  expect(anchorId(anchor.text)).toBe(anchor.id);
  expect(proofText(proof)).toBe(proof.text);
  expect(proofText({ ...proof, head: null })).toBe(emptyChainProof.text);
  const [, serviceId = '', epoch = '', deviceId = '', at = '', kioskNonce = ''] = anchor.text.split('\n');
  expect(anchorText({ serviceId, epoch, deviceId, at: Number(at), kioskNonce })).toBe(anchor.text);
});

test('the digest of a slip code is what the vectors say', async () => {
  const { code, serviceId, digest } = vectors.receiptCode;
  expect(await receiptCodeDigest({ code, serviceId })).toBe(digest);
  expect(await receiptCodeDigest({ code, serviceId: crypto.randomUUID() })).not.toBe(digest);
});

test('a batch splits into the records that were joined, and half a batch into none', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => canonicalJson(text));
  fc.assert(
    fc.property(fc.array(fc.record({ header: line, body: line })), fc.nat(), (records, cut) => {
      const text = joinRecords(records);
      expect(splitRecords(text)).toEqual(records);
      if (text !== '') {
        const part = text.slice(0, cut % text.length);
        const split = splitRecords(part);
        if (split !== null) expect(split).toEqual(records.slice(0, split.length));
      }
    }),
  );
});
