/** One connection of a kiosk: nothing but enrolment and proof until it has shown who it is. */
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
import { decodeBatch } from '../../platform/batch-encoding.ts';
import { random16 } from '../../platform/crypto.ts';
import type { Log } from '../log.ts';
import { readBatch } from '../services/batches.ts';
import type { DeviceService } from '../services/devices.ts';
import { pullFeed } from '../services/feed.ts';
import type { Identity } from '../services/identity.ts';
import type { RateLimit } from '../services/rate-limit.ts';
import { findReceipt } from '../services/receipts.ts';
import { expiredRecords } from '../services/retention.ts';
import type { Store } from '../store/store.ts';
import { isSyncEvent, parseRequest, unexpected } from './answers.ts';
import { roomOfDevice, roomOfScope, type SyncSocket } from './rooms.ts';

export type ConnectionContext = {
  readonly store: Store;
  readonly identity: Identity;
  readonly devices: DeviceService;
  readonly log: Log;
  readonly now: () => number;
  /** How long kiosks keep words after the service has them; null for good. */
  readonly retentionMs: number | null;
  readonly limits: { readonly enrolments: RateLimit; readonly receipts: RateLimit };
  /** Holds a shutdown back until the work is done. */
  readonly track: (work: Promise<void>) => void;
};

type Handlers = { [E in SyncEvent]: (request: SyncRequest<E>) => Promise<SyncAnswer<E>> };

/** Wrong proofs that one connection may send. */
const WRONG_PROOFS_MAX = 5;

export function serveConnection(socket: SyncSocket, context: ConnectionContext): void {
  const { store, identity, devices, log, now, retentionMs, limits, track } = context;
  const nonce = random16();
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

  const proven = async <T>(handle: (id: string) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    deviceId === null ? problem('proof-missing') : handle(deviceId);

  const handlers: Handlers = {
    'device:enrol': async (request) => {
      const { address } = socket.handshake;
      const retryAfterSeconds = limits.enrolments.waitSeconds(address);
      if (retryAfterSeconds > 0) return problem('rate-limited', { retryAfterSeconds });
      const outcome = await devices.enrol(request);
      if (outcome.ok) log.info({ deviceId: outcome.value.deviceId }, 'device enrolled');
      else if (outcome.problem === 'enrolment-code-invalid') {
        limits.enrolments.count(address);
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

    'records:push': ({ batch }) =>
      proven(async (id) => {
        const startedAt = performance.now();
        const plain = await decodeBatch(batch, encoding);
        if (!plain.ok) return plain;
        const read = readBatch(plain.value);
        if (!read.ok) return read;
        const stored = await store.records.append({ deviceId: id, records: read.value, receivedAt: now() });
        if (stored === null) return problem('device-revoked');
        const quarantined = stored.flatMap(({ rule }, index) => (rule === null ? [] : [{ index, rule }]));
        log.info(
          {
            deviceId: id,
            bytes: plain.value.byteLength,
            sent: batch.byteLength,
            records: stored.length,
            duplicates: stored.filter(({ status }) => status === 'duplicate').length,
            quarantined: quarantined.map(({ rule }) => rule),
            ms: Math.round(performance.now() - startedAt),
          },
          'batch stored',
        );
        return success({ statuses: stored.map(({ status }) => status), quarantined });
      }),

    'feed:pull': (request) =>
      proven(async (id) => {
        const device = await trustedDevice(id);
        if (device === null) return problem('device-revoked');
        const scope = device.configuration.consultationId;
        return success(await pullFeed({ store, protocol, epoch: identity.epoch, scope, request }));
      }),

    'records:expire': () =>
      proven(async (id) => {
        if ((await trustedDevice(id)) === null) return problem('device-revoked');
        const answer = await expiredRecords({ store, deviceId: id, protocol, retentionMs, now: now() });
        log.info({ deviceId: id, chains: answer.chains.length }, 'told which words may go');
        return success(answer);
      }),

    'receipt:find': ({ codeDigest }) =>
      proven(async (id) => {
        if ((await trustedDevice(id)) === null) return problem('device-revoked');
        const retryAfterSeconds = limits.receipts.waitSeconds(id);
        if (retryAfterSeconds > 0) return problem('rate-limited', { retryAfterSeconds });
        const answer = await findReceipt({ store, protocol, codeDigest });
        if (answer.contributions.length === 0) limits.receipts.count(id);
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
    try {
      return await handlers[event](request.value);
    } catch (error) {
      return unexpected({ error, log, event, deviceId });
    }
  };

  socket.onAny((event: string, ...args: unknown[]) => {
    const answer = args.pop();
    // Whoever wants no answer gets no work done either.
    if (typeof answer !== 'function') return;
    if (!isSyncEvent(event)) {
      answer(problem(deviceId === null ? 'proof-missing' : 'call-unknown'));
      return;
    }
    track(respond(event, args).then((outcome) => void answer(outcome)));
  });

  const challenge: Challenge = {
    serviceId: identity.serviceId,
    protocols: [...PROTOCOL_VERSIONS],
    nonce,
  };
  socket.emit('device:challenge', challenge);
}
