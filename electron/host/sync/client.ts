/**
 * The kiosk's connection to the service: keeps it, proves the device on it, and lets outbox and feed run
 * while the service has welcomed it. Whatever happens here, the kiosk goes on saving.
 */
import type { Logger } from 'pino';
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import type { DeviceReport } from '../../../common/contract/sync.ts';
import { type Outcome, type Problem, problem, success } from '../../../common/problems.ts';
import type { Clock } from '../clock.ts';
import type { FeedCopy } from '../feed.ts';
import type { SimilarIdeas } from '../idea-index.ts';
import type { AskService } from '../receipts.ts';
import { serial } from '../serial.ts';
import type { Store } from '../store/store.ts';
import { backoff } from './backoff.ts';
import { enrolDevice } from './enrolment.ts';
import { createExpiry } from './expiry.ts';
import { createFeedPuller } from './feed.ts';
import { createHandshake, type Welcomed } from './handshake.ts';
import { createOutboxPusher } from './outbox.ts';
import { createReporter } from './report.ts';
import { createAsk, toldHere } from './request.ts';
import { connectTo } from './socket.ts';

export type SyncState = KioskStatus['sync']['state'];

export type SyncClient = {
  /** Connects a kiosk that is enrolled. */
  start(): void;
  state(): SyncState;
  enrol(given: { code: string }): Promise<Outcome<{ deviceId: string }>>;
  /** Connects and pushes without waiting for the next planned try. */
  now(): Outcome<Record<string, never>>;
  /** Something was saved. */
  kick(): void;
  findReceipt: AskService;
  close(): void;
};

/** What people said here goes before what others said and what may go: both wait for the outbox, but not for ever. */
const ASK_BACK_WAITS_MS = 3_000;
/** As many ranges as one welcome can name: there may be more. */
const MISSING_MAX = 100;

export function createSyncClient({
  serviceUrl,
  store,
  clock,
  log,
  feedCopy,
  similar,
  readReport,
  revoked,
  changed,
  reached,
}: {
  serviceUrl: string;
  store: Store;
  clock: Clock;
  log: Logger;
  feedCopy: FeedCopy;
  similar: SimilarIdeas;
  readReport: () => Promise<DeviceReport>;
  /** The service shut this kiosk out. */
  revoked: () => void;
  changed: () => void;
  /** All that could be sent is settled. */
  reached: () => void;
}): SyncClient {
  const socket = connectTo(serviceUrl, (id) => handshake.firstProof(id));
  const ask = createAsk({ socket, log });
  const enrolOneAtATime = serial();
  const handshakeWait = backoff({ first: 2_000, longest: 300_000 });

  let phase: 'connecting' | 'online' | 'offline' = 'offline';
  let updateNeeded = false;
  let retry: NodeJS.Timeout | undefined;
  let moreMissing = false;

  const enter = (next: typeof phase): void => {
    phase = next;
    changed();
  };

  const outbox = createOutboxPusher({
    store,
    clock,
    log,
    settled: changed,
    refused: (why) => refuse(why),
    drained() {
      askBack();
      reached();
      if (!moreMissing || store.outbox.counts().pending > 0) return;
      moreMissing = false;
      socket.disconnect().connect();
    },
  });
  const feed = createFeedPuller({
    store,
    log,
    copy: feedCopy,
    applied: changed,
    tookOurs: () => expiry.ask(),
  });

  let asksLater: NodeJS.Timeout | undefined;
  /** What the service answers only after it has folded what it took: while batches are on their way it would hold them up. */
  const askBack = (): void => {
    if (outbox.isSending()) {
      asksLater ??= setTimeout(askBackNow, ASK_BACK_WAITS_MS).unref();
      return;
    }
    askBackNow();
  };
  const askBackNow = (): void => {
    clearTimeout(asksLater);
    asksLater = undefined;
    feed.kick();
    expiry.kick();
  };

  const expiry = createExpiry({ store, similar, log, erased: changed, due: askBack });
  const reporter = createReporter({ read: readReport, clock, log });

  const retryLater = (): void => {
    clearTimeout(retry);
    if (store.device.enrolment() === null) return;
    retry = setTimeout(connect, handshakeWait.next()).unref();
  };

  function connect(): void {
    clearTimeout(retry);
    if (phase === 'online' || socket.connected) return;
    enter('connecting');
    // A socket that waits for its next planned try is connected at once this way.
    socket.disconnect().connect();
  }

  function refuse(why: Problem): void {
    log.warn({ problem: why.problem }, 'the service refuses this kiosk');
    if (why.problem === 'device-revoked') revoked();
    updateNeeded = why.problem === 'protocol-unsupported';
    socket.disconnect();
    enter('offline');
    if (why.problem !== 'device-revoked') retryLater();
  }

  const welcomed = ({ welcome, protocol, roundTrip, reopened }: Welcomed): void => {
    moreMissing = welcome.missing.length === MISSING_MAX && reopened > 0;
    updateNeeded = false;
    handshakeWait.reset();
    enter('online');
    outbox.start({ ask, encoding: welcome.encoding ?? 'plain', roundTrip });
    feed.start(ask);
    if (protocol > 1) {
      expiry.start(ask);
      reporter.start(ask);
    }
    askBack();
  };

  const handshake = createHandshake({
    store,
    clock,
    log,
    ask,
    refused: refuse,
    accepted: welcomed,
  });

  const stopWork = (): void => {
    handshake.ended();
    outbox.stop();
    expiry.stop();
    reporter.stop();
    clearTimeout(asksLater);
    asksLater = undefined;
    feed.stop();
  };

  socket.on('device:challenge', handshake.challenged);
  socket.on('device:welcome', handshake.welcomed);
  socket.on('device:revoked', () => refuse(problem('device-revoked')));
  socket.on('feed:hint', askBack);
  socket.on('disconnect', (reason) => {
    stopWork();
    if (reason === 'io client disconnect') return;
    log.info({ reason }, 'disconnected from the service');
    enter('offline');
    // Socket.IO leaves it at that when the service closed the connection on purpose.
    if (!socket.active && !store.device.enrolment()?.revoked) retryLater();
  });
  socket.on('connect_error', (error) => {
    log.info({ reason: error.message }, 'the service cannot be reached');
    enter('offline');
    if (!socket.active) retryLater();
  });

  const enrol = async (code: string): Promise<Outcome<{ deviceId: string }>> => {
    if (store.device.enrolment() !== null) return problem('already-enrolled');
    try {
      connect();
      const challenge = await handshake.challenge();
      if (challenge === null) return problem('service-unreachable');
      const enrolled = await enrolDevice({ code, challenge, ask, store });
      if (enrolled.ok) await handshake.prove(challenge);
      return enrolled;
    } finally {
      if (store.device.enrolment() === null) {
        socket.disconnect();
        enter('offline');
      }
    }
  };

  return {
    start() {
      if (store.device.enrolment() !== null) connect();
    },
    state() {
      const enrolment = store.device.enrolment();
      if (enrolment === null) return 'not-enrolled';
      if (enrolment.revoked) return 'revoked';
      return updateNeeded ? 'update-needed' : phase;
    },
    enrol: ({ code }) => enrolOneAtATime(() => enrol(code)),
    now() {
      if (store.device.enrolment() === null) return problem('not-enrolled');
      connect();
      outbox.kick();
      askBack();
      return success({});
    },
    kick: () => outbox.kick(),
    async findReceipt({ codeDigest }) {
      if (phase !== 'online') return problem('service-unreachable');
      return toldHere(await ask('receipt:find', { codeDigest }));
    },
    close() {
      clearTimeout(retry);
      handshake.stop();
      stopWork();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}
