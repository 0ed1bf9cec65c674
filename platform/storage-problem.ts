/** The one place that turns an error of SQLite or of the disk into a code of the catalogue. */
import type { ProblemCode } from '../common/problems.ts';

type StorageCode = Extract<ProblemCode, `storage-${string}` | 'kiosk-already-running'>;

/** Thrown when a database cannot be opened; `message` tells the operator what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageCode;

  constructor(code: StorageCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

const BY_PREFIX: readonly (readonly [string, StorageCode])[] = [
  ['SQLITE_FULL', 'storage-full'],
  ['ENOSPC', 'storage-full'],
  ['EDQUOT', 'storage-full'],
  ['SQLITE_READONLY', 'storage-read-only'],
  ['SQLITE_CANTOPEN', 'storage-read-only'],
  ['SQLITE_PERM', 'storage-read-only'],
  ['EROFS', 'storage-read-only'],
  ['EACCES', 'storage-read-only'],
  ['SQLITE_CORRUPT', 'storage-corrupt'],
  ['SQLITE_NOTADB', 'storage-corrupt'],
  ['SQLITE_IOERR', 'storage-corrupt'],
];

/** The catalogue's code for a storage error, or null for any other error. */
export function storageProblem(error: unknown): StorageCode | null {
  if (error instanceof StorageError) return error.code;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const code = error.code;
  return BY_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null;
}
