/** One request to the service: sent when connected, bounded in time, its answer parsed. */
import type { Logger } from 'pino';
import type { Socket } from 'socket.io-client';
import type { z } from 'zod';
import {
  type KioskToService,
  type ServiceToKiosk,
  type SyncAnswer,
  type SyncEvent,
  type SyncRequest,
  syncRequests,
} from '../../../common/contract/sync.ts';
import { type Outcome, problem } from '../../../common/problems.ts';

export type SyncSocket = Socket<ServiceToKiosk, KioskToService>;
export type SyncValue<E extends SyncEvent> = Extract<SyncAnswer<E>, { ok: true }>['value'];
export type Ask = <E extends SyncEvent>(event: E, request: SyncRequest<E>) => Promise<Outcome<SyncValue<E>>>;

const ANSWER_TIMEOUT_MS = 20_000;

/** No answer in time, and no connection, are `service-unreachable`; an answer that does not parse, `internal`. */
export const createAsk =
  ({ socket, log }: { socket: SyncSocket; log: Logger }): Ask =>
  async <E extends SyncEvent>(event: E, request: SyncRequest<E>) => {
    // A socket that is not connected would keep the request and send it before the next proof.
    if (!socket.connected) return problem('service-unreachable');
    let raw: unknown;
    try {
      raw = await (socket as Socket).timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, request);
    } catch {
      return problem('service-unreachable');
    }
    const answer: z.ZodSafeParseResult<unknown> = syncRequests[event].answer.safeParse(raw);
    if (answer.success) return answer.data as Outcome<SyncValue<E>>;
    log.error(
      { event, path: answer.error.issues[0]?.path.join('.') },
      'the service answered in a form unknown here',
    );
    return problem('internal');
  };

/** For a screen here: the disk that has no room is the service's, not this kiosk's, and nobody before it can do anything about that. */
export const toldHere = <T>(answer: Outcome<T>): Outcome<T> =>
  !answer.ok && answer.problem.startsWith('storage-')
    ? { ...answer, problem: 'service-unreachable' }
    : answer;
