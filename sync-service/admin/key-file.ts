/** Key files of the city's personal-data key, and other files that nothing is written over. */
import { readFile, writeFile } from 'node:fs/promises';
import { unlockKey } from '../../platform/sealed-file.ts';
import { CommandError, type Surroundings } from './command.ts';

export async function place(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new CommandError(`${path} is there already, and nothing is written over it.`);
  }
}

/** The identity in a key file; asks for the passphrase of one that has one. */
export async function identityIn(path: string, { readPassword }: Surroundings): Promise<string> {
  let content: Uint8Array;
  try {
    content = await readFile(path);
  } catch (error) {
    throw new CommandError(`${path} cannot be read (${error instanceof Error ? error.message : error}).`);
  }
  const text = Buffer.from(content).toString('utf8').trim();
  if (text.startsWith('AGE-SECRET-KEY-1')) return text;
  const unlocked = await unlockKey(content, await readPassword());
  if (unlocked === null) throw new CommandError(`${path} does not open with this passphrase, or is no key.`);
  return unlocked;
}
