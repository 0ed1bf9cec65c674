/** The line to the service: where it goes, how it comes back, what it opens with. */
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import { SYNC_NAMESPACE } from '../../../common/contract/sync.ts';
import type { SyncSocket } from './request.ts';

/** `firstWord` makes what goes with the first packet, of the connection's id. */
export function connectTo(serviceUrl: string, firstWord: (id: string) => object): SyncSocket {
  const { origin, pathname } = new URL(serviceUrl);
  const options: Partial<ManagerOptions & SocketOptions> = {
    path: `${pathname.replace(/\/$/, '')}/socket.io`,
    transports: ['websocket'],
    // It takes compressed pages; what it sends is compressed already where that was agreed.
    perMessageDeflate: { threshold: Number.MAX_SAFE_INTEGER },
    autoConnect: false,
    forceNew: true,
    reconnectionDelay: 1_000,
    reconnectionDelayMax: 30_000,
    randomizationFactor: 0.5,
  };
  const socket = io(`${origin}${SYNC_NAMESPACE}`, options);
  socket.auth = (send) => send(firstWord(socket.io.engine.id));
  return socket;
}
