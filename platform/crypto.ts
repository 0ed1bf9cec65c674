/** Digests, random ids and Ed25519 in the text forms that the contracts name. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  randomFillSync,
  sign,
  verify,
} from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Digest } from '../common/domain/record-lines.ts';

/** SHA-256 of the UTF-8 bytes, as 43 characters of unpadded base64url. */
export const sha256: Digest = (text) => hash('sha256', text, 'base64url');

/** Drawn ahead, as Node itself does for `randomUUID`: sixteen bytes at a time cost more than all else in a record. */
const drawn = Buffer.alloc(4_096);
let left = 0;

/** What `use` makes of 16 random bytes, which nobody else is handed. */
function draw16<T>(use: (bytes: Buffer) => T): T {
  if (left === 0) left = randomFillSync(drawn).byteLength;
  left -= 16;
  const bytes = drawn.subarray(left, left + 16);
  const made = use(bytes);
  bytes.fill(0);
  return made;
}

/** 16 random bytes as 22 characters of unpadded base64url: salts, nonces, boot ids. */
export const random16 = (): string => draw16((bytes) => bytes.toString('base64url'));

/** Somewhere in the lower half, so that counting on from there meets no end. */
let counted = draw16((bytes) => bytes.readUInt32BE() >>> 1);

/** A UUID of version 7; of those that it makes within a millisecond the later is the larger, as with `uuid` alone, which draws its bytes one by one. */
export function orderedId(): string {
  counted = (counted + 1) >>> 0;
  return draw16((random) => uuidv7({ random, seq: counted }));
}

/** The first 16 bytes of the SHA-256 of a time anchor's statement, as unpadded base64url. */
export const anchorId = (statement: string): string =>
  hash('sha256', statement, 'buffer').subarray(0, 16).toString('base64url');

/** 80 bits of a key's digest in groups of four, short enough for two people to compare by eye or telephone. */
export const keyMark = (publicKey: string): string =>
  (hash('sha256', publicKey, 'hex').slice(0, 20).toUpperCase().match(/.{4}/g) ?? []).join('-');

/** `privateKey` is PKCS #8 DER in base64url, to be stored; `publicKey` the raw 32 bytes in base64url. */
export type KeyPair = { readonly publicKey: string; readonly privateKey: string };

export function makeKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x as string,
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
  };
}

/** The Ed25519 signature of the text's UTF-8 bytes, as 86 characters of unpadded base64url. */
export function signText(text: string, privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
  return sign(null, Buffer.from(text), key).toString('base64url');
}

/** False for a wrong signature and for a key that is none. */
export function isSignedBy(text: string, signature: string, publicKey: string): boolean {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  } catch {
    return false;
  }
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}
