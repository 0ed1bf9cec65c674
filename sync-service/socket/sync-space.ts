/** The Socket.IO side of the service: the namespace `/sync`, for kiosks only. */
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { FRAME_MAX_BYTES, PROOF_TIMEOUT_MS, SYNC_NAMESPACE } from '../../common/contract/sync.ts';
import type { AddressOf } from '../http/client-address.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { DeviceService } from '../services/devices.ts';
import { createFairQueue } from '../services/fair-queue.ts';
import type { Identity } from '../services/identity.ts';
import { createRateLimit } from '../services/rate-limit.ts';
import type { Store } from '../store/store.ts';
import { serveConnection } from './connection.ts';
import { connectionNonces } from './nonces.ts';
import { tellPresence } from './presence.ts';
import { connectedDevices, roomOfDevice, type SyncSpace } from './rooms.ts';
import { watchStore } from './watch.ts';

const TEN_MINUTES_MS = 600_000;
/** More than the answer to a batch that is stored: deflated beside the thread it would come after whatever that does next, such as a fold. */
const DEFLATE_FROM_BYTES = 32_768;
/**
 * Fewer at once than PostgreSQL has connections here, so that staff find one free; more than one, because it works beside the
 * thread. A kiosk sends 16 batches at once at most, and may do so over two connections.
 */
/** Batches at work at the same time. */
export const BATCHES_AT_ONCE = 4;
const QUEUE = { atOnce: BATCHES_AT_ONCE, waitingBytes: 64 * 1_048_576, waitingOfOne: 40 };

export type SyncServer = {
  /** Connected to this process. */
  isOnline(deviceId: string): boolean;
  /** Connected to any process; those of others as of a moment ago. */
  online(): Promise<ReadonlySet<string>>;
  /** Answers what is in hand, then closes every connection. */
  close(): Promise<void>;
};

export function startSyncServer({
  http,
  store,
  identity,
  devices,
  log,
  metrics,
  now,
  retentionMs,
  addressOf,
}: {
  readonly http: HttpServer;
  readonly store: Store;
  readonly identity: Identity;
  readonly devices: DeviceService;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly retentionMs: number | null;
  readonly addressOf: AddressOf;
}): SyncServer {
  const io = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: FRAME_MAX_BYTES,
    // Pages of the feed; a new kiosk takes all of it. Without context takeover an idle connection holds no memory for it.
    perMessageDeflate: {
      threshold: DEFLATE_FROM_BYTES,
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      zlibDeflateOptions: { level: 3 },
    },
    connectTimeout: PROOF_TIMEOUT_MS,
    // A kiosk's host is no browser page and sends no Origin: whatever sends one is a page that was lured here.
    allowRequest: (request, decide) => {
      const isKiosk = request.headers.origin === undefined;
      if (!isKiosk) log.warn('a connection with an Origin was refused');
      decide(null, isKiosk);
    },
  });
  const nonceOf = connectionNonces(io);
  io.use((_, next) => next(new Error(`the namespace is ${SYNC_NAMESPACE}`)));
  const space: SyncSpace = io.of(SYNC_NAMESPACE);

  const working = new Set<Promise<void>>();
  const track = (work: Promise<void>): void => {
    working.add(work);
    void work.finally(() => working.delete(work));
  };
  const limits = {
    enrolments: createRateLimit({ store, limit: 'enrolment', tries: 10, windowMs: TEN_MINUTES_MS, now }),
    receipts: createRateLimit({ store, limit: 'receipt', tries: 20, windowMs: TEN_MINUTES_MS, now }),
    reports: createRateLimit({ store, limit: 'report', tries: 30, windowMs: TEN_MINUTES_MS, now }),
  };
  const queue = createFairQueue(QUEUE);
  const context = {
    store,
    identity,
    devices,
    log,
    metrics,
    queue,
    now,
    retentionMs,
    limits,
    track,
    addressOf,
    nonceOf,
  };
  space.on('connection', (socket) => serveConnection(socket, context));
  metrics.watch({
    name: 'perron_kiosks_connected',
    help: 'Kiosks that are connected to this process and have proved who they are.',
    value: () => connectedDevices(space).length,
  });
  metrics.watch({
    name: 'perron_requests_waiting',
    help: 'Requests of kiosks that wait for their turn.',
    value: () => queue.waiting().tasks,
  });
  metrics.watch({
    name: 'perron_bytes_waiting',
    help: 'Bytes of the batches that wait for their turn.',
    value: () => queue.waiting().bytes,
  });
  const watch = watchStore({ space, store, log, now });
  const presence = tellPresence({ space, store, log });

  return {
    isOnline: (deviceId) => space.adapter.rooms.has(roomOfDevice(deviceId)),
    online: async () => new Set([...(await store.presence.online()), ...connectedDevices(space)]),
    async close() {
      await watch.stop();
      await queue.close();
      await Promise.allSettled(working);
      io.disconnectSockets(true);
      space.disconnectSockets(true);
      io.engine.close();
      await presence.stop();
    },
  };
}
