/** The service's data folder: where its database lies, and that one process at a time serves from it. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type FileLock, holdLock } from '../platform/file-lock.ts';

/** The folder cannot be used for this; `message` tells the operator why. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

export const databaseFile = (folder: string): string => join(folder, 'service.sqlite');

/** Held as long as the service runs, since it keeps its epoch in memory. Throws while another process does so. */
export function holdDataFolder(folder: string): FileLock {
  const lock = holdLock(join(folder, 'service.lock'));
  if (lock === null) {
    throw new DataFolderError(`A Perron service is running on ${folder}. Stop it first.`);
  }
  return lock;
}

/** Throws unless a service has been at work in this folder: a mistyped name shall not make another one. */
export function requireService(folder: string): void {
  const file = databaseFile(folder);
  if (existsSync(file) && statSync(file).size > 0) return;
  throw new DataFolderError(`There is no service in ${folder}. Does PERRON_DATA name the right folder?`);
}
