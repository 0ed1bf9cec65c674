/** Takes batches over Socket.IO as the sync service does, keeps nothing and answers at once. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { FRAME_MAX_BYTES, SYNC_NAMESPACE } from '../common/contract/sync.ts';
import { heldMemory } from './held-memory.ts';

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  maxHttpBufferSize: FRAME_MAX_BYTES,
});
io.of(SYNC_NAMESPACE).on('connection', (socket) => {
  socket.on('records:push', ({ batch }: { batch: Uint8Array }, answer: (taken: number) => void) => {
    answer(batch.byteLength);
  });
});
http.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
});
process.on('message', async (message) => {
  if (message === 'held') {
    process.send?.(heldMemory());
    return;
  }
  await io.close();
  process.disconnect();
});
