/** The one place that turns an error of the service's store, whichever it is, into a code of the catalogue. */
import type { ProblemCode } from '../../common/problems.ts';
import { storageProblem } from '../../platform/storage-problem.ts';

/** How what PostgreSQL says begins (its appendix A), and what the system says of a server that is not there. */
const BY_PREFIX: readonly (readonly [string, ProblemCode])[] = [
  ['53100', 'storage-full'],
  // What a standby says.
  ['25006', 'storage-read-only'],
  ['58030', 'storage-corrupt'],
  ['XX001', 'storage-corrupt'],
  ['XX002', 'storage-corrupt'],
  // Too many connections, no memory; it stops, starts or crashed; the connection broke.
  ['53', 'service-unreachable'],
  ['57P', 'service-unreachable'],
  ['08', 'service-unreachable'],
  ['ECONN', 'service-unreachable'],
  ['EPIPE', 'service-unreachable'],
  ['ETIMEDOUT', 'service-unreachable'],
  ['EHOSTUNREACH', 'service-unreachable'],
  ['ENOTFOUND', 'service-unreachable'],
  ['EAI_AGAIN', 'service-unreachable'],
];
/** Of a connection that broke under a statement the client has words alone. */
const BROKEN = /^Connection terminated|not queryable$/;

/** The catalogue's code for an error of the store, or null for any other error. */
export function storeProblem(error: unknown): ProblemCode | null {
  const ofDisk = storageProblem(error);
  if (ofDisk !== null || !(error instanceof Error)) return ofDisk;
  if (BROKEN.test(error.message)) return 'service-unreachable';
  if (!('code' in error) || typeof error.code !== 'string') return null;
  const { code } = error;
  return BY_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null;
}
