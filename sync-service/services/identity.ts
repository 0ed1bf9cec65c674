/**
 * Who the service is. The private signing key lies in a file beside the database (mode 0600), so that a copy
 * of the database, such as a backup or an extract for research, can sign nothing.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isSignedBy, type KeyPair, makeKeyPair, signText } from '../../platform/crypto.ts';
import type { ServiceIdentity } from '../store/meta.ts';
import type { Store } from '../store/store.ts';

const keyFile = z.strictObject({ publicKey: z.string(), privateKey: z.string() });

export type Identity = ServiceIdentity & { sign(text: string): string };

/** The service cannot prove to its kiosks who it is; `message` tells the operator what to do. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
}

export async function establishIdentity({
  store,
  dataFolder,
}: {
  readonly store: Store;
  readonly dataFolder: string;
}): Promise<Identity> {
  const file = join(dataFolder, 'signing-key.json');
  const known = await store.meta.identity();
  const pair = readKey(file) ?? (known ? null : createKey(file));
  if (pair === null) {
    throw new IdentityError(`${file} is missing, and kiosks trust no other key. Restore it from the backup.`);
  }
  if (!isSignedBy('perron', signText('perron', pair.privateKey), pair.publicKey)) {
    throw new IdentityError(`The two halves of ${file} do not fit. Restore it from the backup.`);
  }
  const identity =
    known ??
    (await store.meta.establish({
      serviceId: randomUUID(),
      epoch: randomUUID(),
      signingKey: pair.publicKey,
    }));
  if (identity.signingKey !== pair.publicKey) {
    throw new IdentityError(`${file} belongs to another service than the database beside it.`);
  }
  return { ...identity, sign: (text) => signText(text, pair.privateKey) };
}

function readKey(file: string): KeyPair | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return keyFile.parse(JSON.parse(text));
  } catch {
    throw new IdentityError(`${file} cannot be read as a signing key. Restore it from the backup.`);
  }
}

/** Written aside and then linked: the file is there whole or not at all, and the first of two processes wins. */
function createKey(file: string): KeyPair {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomUUID()}`;
  writeFileSync(aside, `${JSON.stringify(makeKeyPair())}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(aside, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(aside);
  }
  return readKey(file) as KeyPair;
}
