/** One connection of a kiosk: nothing but enrolment and proof until it has shown who it is. */
import { randomUUID } from 'node:crypto';
import {
  type BatchEncoding,
  type Challenge,
  PROOF_TIMEOUT_MS,
  PROTOCOL_VERSIONS,
  type SyncAnswer,
  type SyncEvent,
  type SyncRequest,
} from '../../common/contract/sync.ts';
import { type Outcome, type Problem, problem, success } from '../../common/problems.ts';
import type { AddressOf } from '../http/client-address.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { DeviceService } from '../services/devices.ts';
import type { FairQueue } from '../services/fair-queue.ts';
import { pullFeed } from '../services/feed.ts';
import type { Identity } from '../services/identity.ts';
import type { RateLimit } from '../services/rate-limit.ts';
import { findReceipt } from '../services/receipts.ts';
import { expiredRecords } from '../services/retention.ts';
import type { Store } from '../store/store.ts';
import { isSyncEvent, parseRequest, unexpected } from './answers.ts';
import type { NonceOf } from './nonces.ts';
import { takeBatch } from './push.ts';
import { roomOfDevice, roomOfScope, type SyncSocket } from './rooms.ts';

export type ConnectionContext = {
  readonly store: Store;
  readonly identity: Identity;
  readonly devices: DeviceService;
  readonly log: Log;
  readonly metrics: Metrics;
  /** What proven kiosks ask for waits its turn here. */
  readonly queue: FairQueue;
  readonly now: () => number;
  /** How long kiosks keep words after the service has them; null for good. */
  readonly retentionMs: number | null;
  readonly addressOf: AddressOf;
  readonly nonceOf: NonceOf;
  readonly limits: {
    readonly enrolments: RateLimit;
    readonly receipts: RateLimit;
    readonly reports: RateLimit;
  };
  /** Holds a shutdown back until the work is done. */
  readonly track: (work: Promise<void>) => void;
};

type Handlers = {
  [E in SyncEvent]: (request: SyncRequest<E>, requestId: string) => Promise<SyncAnswer<E>>;
};

/** Wrong proofs that one connection may send. */
const WRONG_PROOFS_MAX = 5;

export function serveConnection(socket: SyncSocket, context: ConnectionContext): void {
  const {
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
  } = context;
  const nonce = nonceOf(socket.request);
  let wrongProofs = 0;
  let deviceId: string | null = null;
  let protocol = 1;
  let encoding: BatchEncoding = 'plain';
  const deadline = setTimeout(() => socket.disconnect(true), PROOF_TIMEOUT_MS);
  socket.on('disconnect', () => clearTimeout(deadline));

  /** Asked of the store each time, because staff may revoke a device from another process. */
  const trustedDevice = async (id: string) => {
    const device = await store.devices.find(id);
    return device === null || device.revoked !== null ? null : device;
  };

  const proven = async <T>(handle: (id: string) => Promise<Outcome<T>>, bytes = 0): Promise<Outcome<T>> => {
    const asker = deviceId;
    if (asker === null) return problem('proof-missing');
    return queue.run({ asker, bytes, work: () => handle(asker) });
  };

  const handlers: Handlers = {
    'device:enrol': async (request) => {
      const address = addressOf(socket.request);
      const retryAfterSeconds = await limits.enrolments.waitSeconds(address);
      if (retryAfterSeconds > 0) return problem('rate-limited', { retryAfterSeconds });
      const outcome = await devices.enrol(request);
      if (outcome.ok) log.info({ deviceId: outcome.value.deviceId }, 'device enrolled');
      else if (outcome.problem === 'enrolment-code-invalid') {
        await limits.enrolments.take(address);
        log.warn('enrolment refused');
      }
      return outcome;
    },

    'device:prove': async (request) => {
      if (deviceId !== null && deviceId !== request.deviceId) return problem('proof-wrong');
      if (wrongProofs >= WRONG_PROOFS_MAX) return problem('rate-limited');
      const outcome = await devices.prove({ request, nonce });
      if (outcome.ok) {
        const { welcome, configuredAt } = outcome.value;
        clearTimeout(deadline);
        deviceId = request.deviceId;
        socket.data.configuredAt = configuredAt;
        protocol = request.protocol;
        encoding = welcome.encoding ?? 'plain';
        // A connection that ended meanwhile must not come back as a member of rooms.
        if (socket.connected) {
          const { consultationId } = welcome.configuration;
          await socket.join([roomOfDevice(deviceId), roomOfScope(consultationId)]);
        }
        const { head, missing } = welcome;
        log.info(
          { deviceId, chainId: request.chainId, head: head?.seq ?? 0, gaps: missing.length },
          'device connected',
        );
        return success(welcome);
      }
      wrongProofs += 1;
      log.warn({ deviceId: request.deviceId, problem: outcome.problem }, 'proof refused');
      return outcome;
    },

    'device:rekey': (request) =>
      proven(async (id) => {
        const outcome = await devices.rekey({ deviceId: id, nonce, request });
        if (outcome.ok) log.info({ deviceId: id }, 'device has a new key');
        return outcome;
      }),

    'device:report': (report) =>
      proven(async (id) => {
        // There is no such event in protocol 1.
        if (protocol === 1) return problem('call-unknown');
        const retryAfterSeconds = await limits.reports.take(id);
        if (retryAfterSeconds > 0) return problem('rate-limited', { retryAfterSeconds });
        const taken = await store.devices.report({ deviceId: id, report, at: now() });
        return taken ? success({}) : problem('device-revoked');
      }),

    'records:push': ({ batch }, requestId) =>
      proven(
        (id) => takeBatch({ deviceId: id, batch, encoding, protocol, requestId, context }),
        batch.byteLength,
      ),

    'feed:pull': (request) =>
      proven(async (id) => {
        const device = await trustedDevice(id);
        if (device === null) return problem('device-revoked');
        const scope = device.configuration.consultationId;
        return success(await pullFeed({ store, protocol, epoch: identity.epoch, scope, request }));
      }),

    'records:expire': () =>
      proven(async (id) => {
        const device = await trustedDevice(id);
        if (device === null) return problem('device-revoked');
        const answer = await expiredRecords({ store, device, protocol, retentionMs, now: now() });
        log.info({ deviceId: id, chains: answer.chains.length }, 'told which words may go');
        return success(answer);
      }),

    'receipt:find': ({ codeDigest }) =>
      proven(async (id) => {
        if ((await trustedDevice(id)) === null) return problem('device-revoked');
        const retryAfterSeconds = await limits.receipts.waitSeconds(id);
        if (retryAfterSeconds > 0) return problem('rate-limited', { retryAfterSeconds });
        const answer = await findReceipt({ store, protocol, codeDigest });
        if (answer.contributions.length === 0) await limits.receipts.take(id);
        return success(answer);
      }),
  };

  const respond = async <E extends SyncEvent>(
    event: E,
    args: readonly unknown[],
  ): Promise<SyncAnswer<E> | Problem> => {
    if (deviceId === null && event !== 'device:enrol' && event !== 'device:prove') {
      return problem('proof-missing');
    }
    const request = parseRequest(event, args);
    if (!request.ok) return request;
    const requestId = randomUUID();
    try {
      return await handlers[event](request.value, requestId);
    } catch (error) {
      return unexpected({ error, log, event, deviceId, logId: requestId });
    }
  };
  const answered = async <E extends SyncEvent>(
    event: E,
    args: readonly unknown[],
  ): Promise<SyncAnswer<E> | Problem> => {
    const startedAt = performance.now();
    const outcome = await respond(event, args);
    const seconds = (performance.now() - startedAt) / 1_000;
    metrics.answered({ event, outcome: outcome.ok ? 'ok' : outcome.problem, seconds });
    return outcome;
  };

  socket.onAny((event: string, ...args: unknown[]) => {
    const answer = args.pop();
    // Whoever wants no answer gets no work done either.
    if (typeof answer !== 'function') return;
    if (!isSyncEvent(event)) {
      answer(problem(deviceId === null ? 'proof-missing' : 'call-unknown'));
      return;
    }
    track(answered(event, args).then((outcome) => void answer(outcome)));
  });

  const challenge: Challenge = {
    serviceId: identity.serviceId,
    protocols: [...PROTOCOL_VERSIONS],
    nonce,
  };
  /** A proof that came with the first packet spares a round trip; what is wrong with one is told to the next. */
  const begin = async (): Promise<void> => {
    const { proof } = socket.handshake.auth;
    const answer = proof === undefined ? null : await answered('device:prove', [proof]);
    if (answer?.ok) socket.emit('device:welcome', answer.value);
    else socket.emit('device:challenge', challenge);
  };
  track(begin());
}
