/**
 * Proves this kiosk on each connection to the service: with the first packet and, where that is not looked at, after the
 * service's challenge. A welcome is believed where the pinned key signed it for this very connection.
 */
import type { Logger } from 'pino';
import {
  type Challenge,
  challenge as challengeSchema,
  PROTOCOL_VERSIONS,
  rekeyText,
  type SyncRequest,
  type Welcome,
  welcome as welcomeSchema,
} from '../../../common/contract/sync.ts';
import { type Problem, problem } from '../../../common/problems.ts';
import { makeKeyPair, signText } from '../../../platform/crypto.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { agreedProtocol } from './enrolment.ts';
import { makeProof } from './proof.ts';
import type { Ask } from './request.ts';
import { acceptWelcome, anchoredTime } from './welcome.ts';

export type Welcomed = {
  readonly welcome: Welcome;
  /** That was agreed. */
  readonly protocol: number;
  /** In milliseconds, of the proof. */
  readonly roundTrip: number;
  /** Records that are pending again. */
  readonly reopened: number;
};

export type Handshake = {
  /** What goes with the first packet of the connection with this id. */
  firstProof(id: string): { proof?: SyncRequest<'device:prove'> };
  /** The service's words, as they came. */
  challenged(raw: unknown): void;
  welcomed(raw: unknown): void;
  /** Of the present connection, or the next one's; null where none comes in time. */
  challenge(): Promise<Challenge | null>;
  prove(challenge: Challenge): Promise<void>;
  /** The connection is gone. */
  ended(): void;
  /** Nobody waits for a challenge any longer. */
  stop(): void;
};

/** As it was sent, for which connection and when. */
type Proof = {
  readonly proof: SyncRequest<'device:prove'>;
  readonly nonce: string;
  readonly at: number;
};

const CHALLENGE_TIMEOUT_MS = 10_000;

export function createHandshake({
  store,
  clock,
  log,
  ask,
  refused,
  accepted,
}: {
  store: Store;
  clock: Clock;
  log: Logger;
  ask: Ask;
  refused: (why: Problem) => void;
  accepted: (welcomed: Welcomed) => void;
}): Handshake {
  /** The standing challenge of the present connection. */
  let standing: Challenge | null = null;
  /** The proof that went with the first packet of the present connection. */
  let early: Proof | null = null;
  let waiting: ((challenge: Challenge | null) => void) | null = null;

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

  const prove = async (challenge: Challenge, swapped = false): Promise<void> => {
    const { serviceId, nonce } = challenge;
    const enrolment = store.device.enrolment();
    if (enrolment === null) return;
    if (enrolment.serviceId !== serviceId) return refused(problem('proof-wrong', { field: 'serviceId' }));
    const protocol = agreedProtocol(challenge);
    if (protocol === null) return refused(problem('protocol-unsupported'));
    const proof = makeProof({ store, nonce, protocol });
    if (proof === null) return;
    const at = clock.mono();
    const answer = await ask('device:prove', proof);
    if (standing !== challenge) return;
    if (answer.ok) return believe(answer.value, { proof, nonce, at });
    // The answer to a new key was lost, or the service was restored to a time before it: the other one is good.
    if (answer.problem === 'proof-wrong' && !swapped && store.device.swapKeys())
      return prove(challenge, true);
    // Neither is: the one before stays the first to be tried.
    if (swapped && answer.problem === 'proof-wrong') store.device.swapKeys();
    refused(answer);
  };

  async function believe(welcome: Welcome, { proof, nonce, at }: Proof): Promise<void> {
    const { kioskNonce, protocol } = proof;
    const roundTrip = clock.mono() - at;
    const enrolment = store.device.enrolment();
    const { anchor, epoch } = welcome;
    const serviceTime = enrolment && anchoredTime({ anchor, epoch, kioskNonce, enrolment });
    if (serviceTime === null) return refused(problem('proof-wrong', { field: 'anchor' }));
    const { reopened, newChain } = acceptWelcome({ store, clock, welcome, serviceTime });
    if (reopened > 0) log.warn({ reopened }, 'the service lacks records that it had acknowledged');
    if (newChain) log.warn('the service knows another course of this chain; a new chain begins');
    accepted({ welcome, protocol, roundTrip, reopened });
    if (welcome.renewKey) await renewKey(nonce);
  }

  const couldNotKeep = (error: unknown): void => {
    log.error({ err: error }, 'the welcome could not be kept');
    refused(problem('internal'));
  };

  return {
    firstProof(nonce) {
      const proof = makeProof({ store, nonce, protocol: PROTOCOL_VERSIONS[0] });
      early = proof && { proof, nonce, at: clock.mono() };
      return proof === null ? {} : { proof };
    },
    challenged(raw) {
      const parsed = challengeSchema.safeParse(raw);
      if (!parsed.success) return refused(problem('protocol-unsupported'));
      standing = parsed.data;
      waiting?.(parsed.data);
      prove(parsed.data).catch(couldNotKeep);
    },
    welcomed(raw) {
      const parsed = welcomeSchema.safeParse(raw);
      if (early === null || !parsed.success) return refused(problem('protocol-unsupported'));
      believe(parsed.data, early).catch(couldNotKeep);
    },
    async challenge() {
      if (standing !== null) return standing;
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(null), CHALLENGE_TIMEOUT_MS);
        waiting = (challenge) => {
          clearTimeout(timer);
          waiting = null;
          resolve(challenge);
        };
      });
    },
    prove,
    ended() {
      standing = null;
      early = null;
    },
    stop: () => waiting?.(null),
  };
}
