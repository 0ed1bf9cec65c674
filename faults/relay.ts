/**
 * A bad line between kiosks and service: stands for the service towards kiosks and for a kiosk towards the service,
 * passes every event on, and loses, doubles, delays, reorders or cuts as a plan says. Signatures cover nonces, not
 * connections, so an honest relay needs no key.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { FRAME_MAX_BYTES, SYNC_NAMESPACE } from '../common/contract/sync.ts';

export type LineFault =
  | 'none'
  /** Reaches the service twice. */
  | 'doubled'
  /** Overtaken by what was sent after it. */
  | 'late'
  /** Stored, but its answer is lost with the connection. */
  | 'answer-lost'
  /** Lost with the connection before it arrives. */
  | 'cut'
  /** Arrives without its last bytes. */
  | 'truncated';

export type Relay = {
  readonly url: string;
  /** Every fault that was done so far. */
  readonly done: ReadonlyMap<LineFault, number>;
  /** Cuts every connection now. */
  cutAll(): void;
  close(): Promise<void>;
};

type Answer = (outcome: unknown) => void;

const LATE_MS = 120;
const ANSWER_WITHIN_MS = 30_000;

export async function startRelay({
  serviceUrl,
  next,
  random,
}: {
  readonly serviceUrl: string;
  /** The fault for the next batch. */
  readonly next: () => LineFault;
  /** From 0 to below 1. */
  readonly random: () => number;
}): Promise<Relay> {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], maxHttpBufferSize: FRAME_MAX_BYTES });
  const done = new Map<LineFault, number>();

  server.of(SYNC_NAMESPACE).on('connection', (kiosk) => {
    const service = io(serviceUrl + SYNC_NAMESPACE, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    const cut = () => {
      // As a line that breaks, not as a service that says goodbye.
      kiosk.conn.close();
      service.disconnect();
    };
    const pass = async (event: string, input: unknown): Promise<unknown> =>
      service.timeout(ANSWER_WITHIN_MS).emitWithAck(event, input);

    const push = async (input: { batch: Uint8Array }, answer: Answer): Promise<void> => {
      const fault = next();
      done.set(fault, (done.get(fault) ?? 0) + 1);
      switch (fault) {
        case 'none':
          return answer(await pass('records:push', input));
        case 'doubled': {
          const [, second] = await Promise.all([pass('records:push', input), pass('records:push', input)]);
          return answer(second);
        }
        case 'late':
          await delay(LATE_MS * random());
          return answer(await pass('records:push', input));
        case 'answer-lost':
          await pass('records:push', input);
          return cut();
        case 'cut':
          return cut();
        case 'truncated': {
          const kept = Math.floor(input.batch.byteLength * random());
          return answer(await pass('records:push', { batch: input.batch.subarray(0, kept) }));
        }
      }
    };

    service.onAny((event: string, message: unknown) => kiosk.emit(event, message));
    service.on('disconnect', cut);
    service.on('connect_error', cut);
    kiosk.on('disconnect', () => service.disconnect());
    kiosk.onAny((event: string, input: unknown, answer: Answer) => {
      const passing =
        event === 'records:push'
          ? push(input as { batch: Uint8Array }, answer)
          : pass(event, input).then(answer);
      // The service's end shows as a cut line.
      passing.catch(cut);
    });
  });

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    done,
    cutAll() {
      for (const [, { conn }] of server.of(SYNC_NAMESPACE).sockets) conn.close();
    },
    async close() {
      await server.close();
    },
  };
}
