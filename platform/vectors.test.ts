/** The vectors that need Node: a compressed batch, a key's renewal, and a carry file. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { carryHead } from '../common/contract/carry.ts';
import { rekeyText } from '../common/contract/sync.ts';
import { joinRecords, splitRecords } from '../common/domain/record-lines.ts';
import { decodeBatch } from './batch-encoding.ts';
import { isSignedBy } from './crypto.ts';
import { bodyDigest, isSigned, readSignedFile, unseal } from './sealed-file.ts';

const vectors = JSON.parse(
  readFileSync(new URL('../common/domain/record-vectors.json', import.meta.url), 'utf8'),
);
const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

test('the zstd frame unfolds to the batch of the three records', async () => {
  const plain = decodeBatch(bytes(vectors.batch.zstd), 'zstd');
  expect(plain.ok && Buffer.from(plain.value).toString()).toBe(vectors.batch.text);
  const records = vectors.records.map((one: { headerLine: string; bodyLine: string }) => ({
    header: one.headerLine,
    body: one.bodyLine,
  }));
  expect(joinRecords(records)).toBe(vectors.batch.text);
  expect(splitRecords(vectors.batch.text)).toEqual(records);
});

test('the renewal of a key is signed over its text', () => {
  const { publicKey, text, signature } = vectors.rekey;
  const { serviceId, nonce, deviceId } = vectors.proof;
  expect(rekeyText({ serviceId, nonce, deviceId, publicKey })).toBe(text);
  expect(isSignedBy(text, signature, publicKey)).toBe(true);
});

test('the carry file opens, is signed, and holds the batch', async () => {
  const { identity, sealed, signed } = vectors.carryFile;
  const opened = await unseal(bytes(sealed), identity);
  if (!opened.ok) throw new Error(opened.problem);
  expect(Buffer.from(opened.value).equals(bytes(signed))).toBe(true);
  const file = readSignedFile(opened.value);
  if (!file.ok) throw new Error(file.problem);
  expect(isSigned(file.value, vectors.proof.publicKey)).toBe(true);
  const head = carryHead.parse(JSON.parse(file.value.line));
  expect(head.bodyDigest).toBe(bodyDigest(file.value.body));
  expect(Buffer.from(file.value.body).equals(bytes(vectors.batch.zstd))).toBe(true);
});
