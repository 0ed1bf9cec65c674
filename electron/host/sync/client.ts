/**
 * The kiosk's connection to the service: keeps it, proves the device on it, and lets outbox and feed run
 * while the service has welcomed it. Whatever happens here, the kiosk goes on saving.
 */
import type { Logger } from 'pino';
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import {
  type Challenge,
  challenge as challengeSchema,
  type DeviceReport,
  PROTOCOL_VERSIONS,
  rekeyText,
  type SyncRequest,
  type Welcome,
  welcome as welcomeSchema,
} from '../../../common/contract/sync.ts';
import { type Outcome, type Problem, problem, success } from '../../../common/problems.ts';
import { makeKeyPair, signText } from '../../../platform/crypto.ts';
import type { Clock } from '../clock.ts';
import type { FeedCopy } from '../feed.ts';
import type { SimilarIdeas } from '../idea-index.ts';
import type { AskService } from '../receipts.ts';
import { serial } from '../serial.ts';
import type { Store } from '../store/store.ts';
import { backoff } from './backoff.ts';
import { agreedProtocol, enrolDevice } from './enrolment.ts';
import { createExpiry } from './expiry.ts';
import { createFeedPuller } from './feed.ts';
import { createOutboxPusher } from './outbox.ts';
import { makeProof } from './proof.ts';
import { createReporter } from './report.ts';
import { createAsk, toldHere } from './request.ts';
import { connectTo } from './socket.ts';
import { acceptWelcome, anchoredTime } from './welcome.ts';

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

/** As it was sent, for which connection and when. */
type Proof = {
  readonly proof: SyncRequest<'device:prove'>;
  readonly nonce: string;
  readonly at: number;
};

const CHALLENGE_TIMEOUT_MS = 10_000;
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
  const socket = connectTo(serviceUrl, firstProof);
  const ask = createAsk({ socket, log });
  const enrolOneAtATime = serial();
  const handshakeWait = backoff({ first: 2_000, longest: 300_000 });

  let phase: 'connecting' | 'online' | 'offline' = 'offline';
  let updateNeeded = false;
  /** The standing challenge of the present connection. */
  let standing: Challenge | null = null;
  /** The proof that went with the first packet of the present connection. */
  let early: Proof | null = null;
  let challenged: ((challenge: Challenge | null) => void) | null = null;
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

  /** On the disk before it is sent: with the answer lost, the next proof tries both. */
  const renewKey = async (nonce: string): Promise<void> => {
    const enrolment = store.device.enrolment();
    if (enrolment === null) return;
    const { serviceId, deviceId } = enrolment;
    const next = makeKeyPair();
    store.device.saveOtherKey(next);
    const { publicKey } = next;
    const text = rekeyText({ serviceId, nonce, deviceId, publicKey });
    const answer = await ask('device:rekey', { publicKey, signature: signText(text, next.privateKey) });
    if (answer.ok) store.device.swapKeys();
    else log.warn({ problem: answer.problem }, 'the service did not take the new key');
  };

  function firstProof(nonce: string): { proof?: SyncRequest<'device:prove'> } {
    const proof = makeProof({ store, nonce, protocol: PROTOCOL_VERSIONS[0] });
    early = proof && { proof, nonce, at: clock.mono() };
    return proof === null ? {} : { proof };
  }

  const prove = async (challenge: Challenge, swapped = false): Promise<void> => {
    const { serviceId, nonce } = challenge;
    const enrolment = store.device.enrolment();
    if (enrolment === null) return;
    if (enrolment.serviceId !== serviceId) return refuse(problem('proof-wrong', { field: 'serviceId' }));
    const protocol = agreedProtocol(challenge);
    if (protocol === null) return refuse(problem('protocol-unsupported'));
    const proof = makeProof({ store, nonce, protocol });
    if (proof === null) return;
    const at = clock.mono();
    const answer = await ask('device:prove', proof);
    if (standing !== challenge) return;
    if (answer.ok) return welcomed(answer.value, { proof, nonce, at });
    // The answer to a new key was lost, or the service was restored to a time before it: the other one is good.
    if (answer.problem === 'proof-wrong' && !swapped && store.device.swapKeys())
      return prove(challenge, true);
    // Neither is: the one before stays the first to be tried.
    if (swapped && answer.problem === 'proof-wrong') store.device.swapKeys();
    refuse(answer);
  };

  async function welcomed(welcome: Welcome, { proof, nonce, at }: Proof): Promise<void> {
    const { kioskNonce, protocol } = proof;
    const roundTrip = clock.mono() - at;
    const enrolment = store.device.enrolment();
    const { anchor, epoch, encoding = 'plain' } = welcome;
    const serviceTime = enrolment && anchoredTime({ anchor, epoch, kioskNonce, enrolment });
    if (serviceTime === null) {
      refuse(problem('proof-wrong', { field: 'anchor' }));
      return;
    }
    const { reopened, newChain } = acceptWelcome({ store, clock, welcome, serviceTime });
    if (reopened > 0) log.warn({ reopened }, 'the service lacks records that it had acknowledged');
    if (newChain) log.warn('the service knows another course of this chain; a new chain begins');
    moreMissing = welcome.missing.length === MISSING_MAX && reopened > 0;
    updateNeeded = false;
    handshakeWait.reset();
    enter('online');
    outbox.start({ ask, encoding, roundTrip });
    feed.start(ask);
    if (protocol > 1) {
      expiry.start(ask);
      reporter.start(ask);
    }
    askBack();
    if (welcome.renewKey) await renewKey(nonce);
  }

  const stopWork = (): void => {
    standing = null;
    early = null;
    outbox.stop();
    expiry.stop();
    reporter.stop();
    clearTimeout(asksLater);
    asksLater = undefined;
    feed.stop();
  };

  const couldNotKeep = (error: unknown): void => {
    log.error({ err: error }, 'the welcome could not be kept');
    refuse(problem('internal'));
  };
  socket.on('device:challenge', (raw) => {
    const parsed = challengeSchema.safeParse(raw);
    if (!parsed.success) {
      refuse(problem('protocol-unsupported'));
      return;
    }
    standing = parsed.data;
    challenged?.(parsed.data);
    prove(parsed.data).catch(couldNotKeep);
  });
  socket.on('device:welcome', (raw) => {
    const parsed = welcomeSchema.safeParse(raw);
    if (early === null || !parsed.success) {
      refuse(problem('protocol-unsupported'));
      return;
    }
    welcomed(parsed.data, early).catch(couldNotKeep);
  });
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

  const nextChallenge = (): Promise<Challenge | null> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), CHALLENGE_TIMEOUT_MS);
      challenged = (challenge) => {
        clearTimeout(timer);
        resolve(challenge);
      };
      connect();
    });

  const enrol = async (code: string): Promise<Outcome<{ deviceId: string }>> => {
    if (store.device.enrolment() !== null) return problem('already-enrolled');
    try {
      const challenge = standing ?? (await nextChallenge());
      if (challenge === null) return problem('service-unreachable');
      const enrolled = await enrolDevice({ code, challenge, ask, store });
      if (enrolled.ok) await prove(challenge);
      return enrolled;
    } finally {
      challenged = null;
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
      challenged?.(null);
      stopWork();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}
