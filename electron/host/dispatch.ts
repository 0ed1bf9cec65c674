/** The edge of the host: input is parsed here, and every error leaves as a problem. */
import type { Logger } from 'pino';
import type { z } from 'zod';
import {
  isKioskCall,
  type KioskCall,
  type KioskParsed,
  kioskCalls,
} from '../../common/contract/kiosk-api.ts';
import { type Outcome, problem } from '../../common/problems.ts';
import { random16 } from '../../platform/crypto.ts';
import { storageProblem } from '../../platform/storage-problem.ts';
import type { Handlers } from './handlers.ts';

export type Dispatch = (name: string, input: unknown) => Promise<Outcome<unknown>>;

export function createDispatch({ handlers, log }: { handlers: Handlers; log: Logger }): Dispatch {
  const run = <C extends KioskCall>(
    name: C,
    input: unknown,
  ): Outcome<unknown> | Promise<Outcome<unknown>> => {
    const parsed = kioskCalls[name].input.safeParse(input);
    if (!parsed.success) return problem('input-invalid', fieldAtFault(parsed.error));
    return handlers[name](parsed.data as KioskParsed<C>);
  };

  return async (name, input) => {
    if (!isKioskCall(name)) return problem('call-unknown');
    try {
      return await run(name, input);
    } catch (error) {
      return failure({ error, log, doing: name });
    }
  };
}

/** The problem for an unexpected error, logged under its `logId` unless the disk is the cause. */
export function failure({
  error,
  log,
  doing,
}: {
  error: unknown;
  log: Logger;
  doing: string;
}): Outcome<never> {
  const code = storageProblem(error);
  if (code !== null) {
    log.error({ doing, problem: code, err: error }, 'the disk failed');
    return problem(code);
  }
  const logId = random16();
  log.error({ doing, logId, err: error }, 'unexpected error');
  return problem('internal', { logId });
}

function fieldAtFault({ issues }: z.ZodError): { field?: string } {
  const issue = issues[0];
  if (issue === undefined) return {};
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  return path.length > 0 ? { field: path.map(String).join('.') } : {};
}
