/** The service's log: JSON lines that carry ids, counts and codes, never words, names, codes or PINs. */
import { type DestinationStream, type Logger, pino } from 'pino';
import { StorageError } from '../platform/storage-problem.ts';

export type Log = Logger;

/**
 * An error without its message, which may quote what a person typed (a `SyntaxError` of JSON does). Storage
 * errors keep theirs: it names files and tables only.
 */
function errorWithoutContent(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const speaks = error instanceof StorageError || code?.startsWith('SQLITE_') === true;
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    ...(speaks && { message: error.message }),
    stack: frames.join('\n'),
  };
}

export function createLog({
  level,
  destination,
}: {
  readonly level: string;
  readonly destination?: DestinationStream;
}): Log {
  const options = { level, base: null, serializers: { err: errorWithoutContent } };
  return destination ? pino(options, destination) : pino(options);
}
