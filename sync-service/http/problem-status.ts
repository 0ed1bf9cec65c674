/** The HTTP status that goes with a problem's code. */
import type { ProblemCode } from '../../common/problems.ts';

const STATUSES: Partial<Record<ProblemCode, number>> = {
  'input-invalid': 400,
  'signed-out': 401,
  'credentials-wrong': 401,
  'second-factor-missing': 401,
  'second-factor-wrong': 401,
  'token-invalid': 401,
  'caller-refused': 403,
  'role-missing': 403,
  'scope-missing': 403,
  'not-found': 404,
  'input-too-large': 413,
  'rate-limited': 429,
  internal: 500,
  'storage-full': 503,
  'storage-read-only': 503,
  'storage-corrupt': 503,
  'storage-newer': 503,
  'storage-unsafe': 503,
  'service-unreachable': 503,
};

export const statusOf = (code: ProblemCode): number => STATUSES[code] ?? 409;
