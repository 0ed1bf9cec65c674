/** One request of a kiosk: parsed by its schema, handled, answered with a value or a problem. */
import { type SyncEvent, type SyncRequest, syncRequests } from '../../common/contract/sync.ts';
import { type Outcome, type Problem, problem } from '../../common/problems.ts';
import type { Log } from '../log.ts';
import { storeProblem } from '../store/store-problem.ts';

export const isSyncEvent = (event: string): event is SyncEvent => Object.hasOwn(syncRequests, event);

export function parseRequest<E extends SyncEvent>(
  event: E,
  args: readonly unknown[],
): Outcome<SyncRequest<E>> {
  if (args.length !== 1) return problem('input-invalid');
  const parsed = syncRequests[event].request.safeParse(args[0]);
  if (parsed.success) return { ok: true, value: parsed.data as SyncRequest<E> };
  const issue = parsed.error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...unknownKey].map(String).join('.').slice(0, 200);
  return problem('input-invalid', field === '' ? {} : { field });
}

/** What an exception leaves as: a code of the store where it is one, else `internal`, found by its log id. */
export function unexpected({
  error,
  log,
  logId,
  ...ids
}: {
  readonly error: unknown;
  readonly log: Log;
  readonly logId: string;
  readonly event: SyncEvent;
  readonly deviceId: string | null;
}): Problem {
  log.error({ err: error, logId, ...ids }, 'request failed');
  return problem(storeProblem(error) ?? 'internal', { logId });
}
