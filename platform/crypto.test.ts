import { validate as isUuid, version } from 'uuid';
import { expect, test } from 'vitest';
import { isSignedBy, keyMark, makeKeyPair, orderedId, random16, sha256, signText } from './crypto.ts';

test('a digest is SHA-256 as unpadded base64url (FIPS 180-2, "abc")', () => {
  expect(sha256('abc')).toBe(
    Buffer.from('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'hex').toString(
      'base64url',
    ),
  );
});

test('the mark of a key is its own, and short', () => {
  expect(keyMark('abc')).toBe('BA78-16BF-8F01-CFEA-4141');
  expect(keyMark(makeKeyPair().publicKey)).not.toBe(keyMark(makeKeyPair().publicKey));
});

test('a signature holds for its text and its key alone', () => {
  const mine = makeKeyPair();
  const other = makeKeyPair();
  const signature = signText('a\nb', mine.privateKey);
  expect(signature).toMatch(/^[A-Za-z0-9_-]{86}$/);
  expect(isSignedBy('a\nb', signature, mine.publicKey)).toBe(true);
  expect(isSignedBy('a\nc', signature, mine.publicKey)).toBe(false);
  expect(isSignedBy('a\nb', signature, other.publicKey)).toBe(false);
  expect(isSignedBy('a\nb', signature, 'no key at all')).toBe(false);
});

test('no salt and no id comes twice, and ids come in order', () => {
  const salts = Array.from({ length: 2_000 }, random16);
  expect(new Set(salts).size).toBe(salts.length);
  expect(salts.every((salt) => Buffer.from(salt, 'base64url').byteLength === 16)).toBe(true);
  const ids = Array.from({ length: 2_000 }, orderedId);
  expect(ids.every(isUuid)).toBe(true);
  expect(ids.map(version)).toEqual(ids.map(() => 7));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
