/**
 * The form of every file between kiosk and service: a head line of canonical JSON, its Ed25519 signature, and a body
 * that the head names by its digest; all of it sealed in the age format. age authenticates every 64 KiB and the end,
 * so that a file that was half copied or altered does not open.
 */
import { hash } from 'node:crypto';
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { type CanonicalValue, canonicalJson } from '../common/domain/canonical-json.ts';
import { type Outcome, problem, success } from '../common/problems.ts';
import { isSignedBy, signText } from './crypto.ts';

export type SealKeys = { readonly identity: string; readonly recipient: string };

export async function makeSealKeys(): Promise<SealKeys> {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The public half of a key. */
export const recipientOf = (identity: string): Promise<string> => identityToRecipient(identity);

export type SignedFile = { readonly line: string; readonly signature: string; readonly body: Uint8Array };

const NEWLINE = 0x0a;

/** SHA-256 of the body's bytes as they stand in the file, in unpadded base64url. */
export const bodyDigest = (body: Uint8Array): string => hash('sha256', body, 'base64url');

/** `head` in its canonical form, signed, and the body. */
export function signFile({
  head,
  body = new Uint8Array(),
  privateKey,
}: {
  readonly head: CanonicalValue;
  readonly body?: Uint8Array;
  readonly privateKey: string;
}): Uint8Array {
  const line = canonicalJson(head);
  return Buffer.concat([Buffer.from(`${line}\n${signText(line, privateKey)}\n`), body]);
}

/** `carry-damaged` for what has no head and no signature. Believe nothing of it before `isSigned`. */
export function readSignedFile(bytes: Uint8Array): Outcome<SignedFile> {
  const first = bytes.indexOf(NEWLINE);
  const second = first < 0 ? -1 : bytes.indexOf(NEWLINE, first + 1);
  if (second < 0) return problem('carry-damaged');
  const text = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('utf8');
  return success({
    line: text(0, first),
    signature: text(first + 1, second),
    body: bytes.subarray(second + 1),
  });
}

export const isSigned = ({ line, signature }: SignedFile, publicKey: string): boolean =>
  isSignedBy(line, signature, publicKey);

/** Any one of the recipients can open it. */
export async function seal(bytes: Uint8Array, ...recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytes);
}

/** `carry-damaged` when it was not sealed to this identity, was cut off or altered. */
export async function unseal(bytes: Uint8Array, identity: string): Promise<Outcome<Uint8Array>> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return success(await decrypter.decrypt(bytes));
  } catch {
    return problem('carry-damaged');
  }
}

/** A key under a passphrase, by age's scrypt. */
export async function lockKey(identity: string, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(identity);
}

/** Null for a wrong passphrase, and for what is no key. */
export async function unlockKey(locked: Uint8Array, passphrase: string): Promise<string | null> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    const text = (await decrypter.decrypt(locked, 'text')).trim();
    return text.startsWith('AGE-SECRET-KEY-1') ? text : null;
  } catch {
    return null;
  }
}
