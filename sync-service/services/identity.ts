/**
 * Who the service is. Its keys, each for one use, lie in files beside the database (mode 0600), so that a copy of the
 * database, such as a backup or an extract for research, can sign nothing and open nothing: the signing key for time
 * anchors and return files, the transport key for the files that kiosks seal for it.
 */
import { hkdfSync, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CanonicalValue } from '../../common/domain/canonical-json.ts';
import type { Outcome } from '../../common/problems.ts';
import { isSignedBy, makeKeyPair, signText } from '../../platform/crypto.ts';
import { makeSealKeys, type SealKeys, seal, signFile, unseal } from '../../platform/sealed-file.ts';
import type { ServiceIdentity } from '../store/meta.ts';
import type { Store } from '../store/store.ts';

const keyFile = z.strictObject({ publicKey: z.string(), privateKey: z.string() });
const transportFile = z.strictObject({ recipient: z.string(), identity: z.string() });

export type Identity = ServiceIdentity & {
  sign(text: string): string;
  /** What kiosks seal files for the service to, as an age recipient. */
  readonly transportKey: string;
  /** The bytes of a sealed file; `carry-damaged` for one that does not open. */
  unseal(bytes: Uint8Array): Promise<Outcome<Uint8Array>>;
  /** Canonical JSON, signed, then sealed for one kiosk. */
  makeFile(options: { readonly head: CanonicalValue; readonly recipient: string }): Promise<Uint8Array>;
};

/**
 * A secret of so many bytes, in no file and no table and the same in every process: an Ed25519 signature is the same each time and
 * known to the holder of the key alone (docs/decisions/0020). `statement` names what it is for and whose it is, and nothing else is
 * signed that begins like it.
 */
export const derivedSecret = (
  { sign }: Pick<Identity, 'sign'>,
  { statement, use, bytes }: { readonly statement: string; readonly use: string; readonly bytes: number },
): Buffer => Buffer.from(hkdfSync('sha256', sign(statement), '', use, bytes));

/** The service cannot prove to its kiosks who it is; `message` tells the operator what to do. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
}

export async function establishIdentity({
  store,
  keysFolder,
}: {
  readonly store: Store;
  readonly keysFolder: string;
}): Promise<Identity> {
  const file = join(keysFolder, 'signing-key.json');
  const known = await store.meta.identity();
  const pair = readKey(file, keyFile) ?? (known ? null : createKey(file, keyFile, makeKeyPair()));
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
  const transport = await transportKeys(join(keysFolder, 'transport-key.json'));
  return {
    ...identity,
    transportKey: transport.recipient,
    sign: (text) => signText(text, pair.privateKey),
    unseal: (bytes) => unseal(bytes, transport.identity),
    makeFile: ({ head, recipient }) => seal(signFile({ head, privateKey: pair.privateKey }), recipient),
  };
}

/**
 * A lost transport key is made anew, and kiosks learn it at their next welcome; only the files that were sealed to the
 * old one stay shut, and their records are still on the kiosks.
 */
async function transportKeys(file: string): Promise<SealKeys> {
  return readKey(file, transportFile) ?? createKey(file, transportFile, await makeSealKeys());
}

function readKey<T>(file: string, schema: z.ZodType<T>): T | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new IdentityError(`${file} cannot be read as a key. Restore it from the backup.`);
  }
}

/** Written aside and then linked: the file is there whole or not at all, and the first of two processes wins. */
function createKey<T>(file: string, schema: z.ZodType<T>, made: T): T {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomUUID()}`;
  writeFileSync(aside, `${JSON.stringify(made)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(aside, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(aside);
  }
  return readKey(file, schema) as T;
}
