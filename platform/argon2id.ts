/**
 * Argon2id for PINs, passwords and slip codes. WebAssembly (hash-wasm) rather than `node:crypto`, whose
 * argon2 needs OpenSSL 3.2: Electron is built with BoringSSL. Parameters: OWASP Password Storage Cheat
 * Sheet (19 MiB, 2 passes, 1 lane).
 */
import { hash, randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';

const COST = { parallelism: 1, iterations: 2, memorySize: 19_456 } as const;

/** A PHC string, with a salt of its own. */
export const hashSecret = (secret: string): Promise<string> =>
  argon2id({ ...COST, password: secret, salt: randomBytes(16), hashLength: 32, outputType: 'encoded' });

/** `phc` is what `hashSecret` gave. Throws when it is no Argon2 string. */
export const secretMatches = (secret: string, phc: string): Promise<boolean> =>
  argon2Verify({ password: secret, hash: phc });

/**
 * By what a slip's code is found without being stored: Argon2id of the ten characters with a salt that all
 * kiosks of one service share, 16 bytes as unpadded base64url. 43.7 bits behind Argon2id cannot be tried out.
 */
export async function receiptCodeDigest({
  code,
  serviceId,
}: {
  code: string;
  serviceId: string;
}): Promise<string> {
  const salt = hash('sha256', `perron-receipt-1\n${serviceId}`, 'buffer').subarray(0, 16);
  const digest = await argon2id({ ...COST, password: code, salt, hashLength: 16, outputType: 'binary' });
  return Buffer.from(digest).toString('base64url');
}
