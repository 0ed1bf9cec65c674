/** A copy of the whole database while others write to it. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPrivately, type Sqlite } from '../../../platform/sqlite.ts';

export const writeBackup = (db: Sqlite, file: string): Promise<void> =>
  writeWhole(file, async (aside) => {
    createPrivately(aside);
    db.prepare('VACUUM INTO ?').run(aside);
  });

/**
 * The name is taken first, so that nothing is written over, and the copy is made aside: a crash leaves an empty
 * file under the name, never half a backup.
 */
export async function writeWhole(file: string, make: (aside: string) => Promise<void>): Promise<void> {
  closeSync(openSync(file, 'wx', 0o600));
  const aside = `${file}.${randomUUID()}.partial`;
  try {
    await make(aside);
    flush(aside);
    renameSync(aside, file);
    flush(dirname(file));
  } catch (error) {
    for (const made of [aside, `${aside}-wal`, `${aside}-shm`, file]) rmSync(made, { force: true });
    throw error;
  }
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
