/**
 * The ceiling of the push: its batches, ready made, over Socket.IO to a server that keeps nothing, as many in flight.
 * The clock runs from the connecting to the last answer. What is not in it: reading, encoding, proof, checks, disk.
 */
import { io } from 'socket.io-client';
import { SYNC_NAMESPACE } from '../common/contract/sync.ts';
import { startChild } from './child.ts';

/** As many as the outbox of the kiosk has after a few answers (`electron/host/sync/window.ts`). */
const BATCHES_IN_FLIGHT = 6;

/** Seconds. */
export async function sendToNobody(batches: readonly Uint8Array[]): Promise<number> {
  const server = await startChild<{ url: string }>({ file: './ceiling-process.ts' });
  const start = performance.now();
  const socket = io(server.first.url + SYNC_NAMESPACE, { transports: ['websocket'], forceNew: true });
  const waiting = batches.values();
  const sendInTurn = async () => {
    for (const batch of waiting) {
      const taken: number = await socket.emitWithAck('records:push', { batch });
      if (taken !== batch.byteLength) throw new Error(`${taken} bytes arrived of ${batch.byteLength}`);
    }
  };
  await Promise.all(Array.from({ length: BATCHES_IN_FLIGHT }, sendInTurn));
  const seconds = (performance.now() - start) / 1_000;
  socket.disconnect();
  await server.stop();
  return seconds;
}
