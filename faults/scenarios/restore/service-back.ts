/** An older backup of the service comes back, as docs/OPERATIONS.md says it; of either store it is a file of SQLite. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runAdmin } from '../../../sync-service/test-support/admin.ts';
import type { World } from '../../world.ts';

async function admin(given: Parameters<typeof runAdmin>[0]): Promise<void> {
  const run = await runAdmin(given);
  if (run.code !== 0) throw new Error(`admin ${given.words.join(' ')}: ${run.stderr}`);
}

export async function backUp({ folder, service }: World): Promise<string> {
  const backup = join(folder, 'backup.sqlite');
  rmSync(backup, { force: true });
  const { folder: dataFolder, storeUrl } = service;
  await admin({ words: ['backup', '--to', backup], dataFolder, storeUrl });
  return backup;
}

/** While the service is stopped. */
export async function putBack({ service, emptyDatabase }: World, backup: string): Promise<void> {
  const { folder: dataFolder, databaseFile, storeUrl } = service;
  const removeFiles = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(databaseFile + end, { force: true });
  };
  removeFiles();
  cpSync(backup, databaseFile);
  if (storeUrl !== null) {
    await emptyDatabase();
    await admin({ words: ['move-to-postgres'], dataFolder, input: `${storeUrl}\n` });
    removeFiles();
  }
  await admin({ words: ['restored'], dataFolder, storeUrl });
}
