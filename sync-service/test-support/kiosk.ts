/** A kiosk as small as the protocol allows: real Socket.IO, real keys, a chain in memory. */
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import {
  type Challenge,
  type Enrolment,
  proofText,
  type ServiceToKiosk,
  SYNC_NAMESPACE,
  type SyncAnswer,
  type SyncEvent,
  type SyncRequest,
  type Welcome,
} from '../../common/contract/sync.ts';
import type { CanonicalValue } from '../../common/domain/canonical-json.ts';
import { bodyLine, headerLine, joinRecords, type RecordLines } from '../../common/domain/record-lines.ts';
import type { Payload, RecordHeader, RecordKind } from '../../common/domain/records.ts';
import type { Outcome } from '../../common/problems.ts';
import { type KeyPair, makeKeyPair, random16, sha256, signText } from '../../platform/crypto.ts';

const ANSWER_WITHIN_MS = 10_000;

export type TestSocket = Socket<ServiceToKiosk>;

/** Connects and waits for the challenge. */
export async function connect({
  url,
  headers = {},
}: {
  readonly url: string;
  readonly headers?: Record<string, string>;
}): Promise<{ readonly socket: TestSocket; readonly challenge: Challenge }> {
  const socket: TestSocket = io(url + SYNC_NAMESPACE, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  });
  const challenge = await new Promise<Challenge>((resolve, reject) => {
    socket.once('device:challenge', resolve);
    socket.once('connect_error', reject);
  });
  return { socket, challenge };
}

/** Connects with a proof in the first packet, of the connection's id; tells what the service says to it. */
export async function connectProving({
  url,
  proof,
}: {
  readonly url: string;
  readonly proof: (nonce: string) => unknown;
}): Promise<{ readonly socket: TestSocket; readonly told: Welcome | Challenge }> {
  const socket: TestSocket = io(url + SYNC_NAMESPACE, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: (send) => send({ proof: proof(socket.io.engine.id) }),
  });
  const told = await new Promise<Welcome | Challenge>((resolve, reject) => {
    socket.once('device:welcome', resolve);
    socket.once('device:challenge', resolve);
    socket.once('connect_error', reject);
  });
  return { socket, told };
}

/** Sends anything at all and answers what came back. */
export const callRaw = async (
  socket: TestSocket,
  event: string,
  ...args: unknown[]
): Promise<Outcome<unknown>> => {
  const untyped = socket.timeout(ANSWER_WITHIN_MS) as unknown as {
    emitWithAck(event: string, ...args: unknown[]): Promise<Outcome<unknown>>;
  };
  return untyped.emitWithAck(event, ...args);
};

export const call = async <E extends SyncEvent>(
  socket: TestSocket,
  event: E,
  request: SyncRequest<E>,
): Promise<SyncAnswer<E>> => (await callRaw(socket, event, request)) as SyncAnswer<E>;

export type TestDevice = { readonly keys: KeyPair; readonly enrolment: Enrolment };

export async function enrolDevice({
  url,
  code,
}: {
  readonly url: string;
  readonly code: string;
}): Promise<TestDevice> {
  const { socket } = await connect({ url });
  const keys = makeKeyPair();
  const answer = await call(socket, 'device:enrol', { protocol: 1, code, publicKey: keys.publicKey });
  socket.disconnect();
  if (!answer.ok) throw new Error(`not enrolled: ${answer.problem}`);
  return { keys, enrolment: answer.value };
}

export type TestChain = ReturnType<typeof startChain>;

/** Makes records, each linked to the one before; `make` with `at` or other fields overrides the header. */
type Head = { readonly seq: number; readonly hash: string };

/** A chain of records, from its beginning or from `head` on. */
export function startChain({
  chainId = randomUUID(),
  head: from = null,
}: {
  readonly chainId?: string;
  readonly head?: Head | null;
} = {}) {
  let head = from;
  const boot = random16();
  const made: RecordLines[] = [];
  return {
    chainId,
    made,
    get head() {
      return head;
    },
    add<K extends RecordKind>(kind: K, payload: Payload<K>, changes: Partial<RecordHeader> = {}) {
      const body = bodyLine(random16(), payload as CanonicalValue);
      const header: RecordHeader = {
        anchor: null,
        at: 1_773_820_800_000 + made.length,
        boot,
        chainId,
        id: randomUUID(),
        kind,
        mode: 'assisted',
        mono: made.length,
        participantId: null,
        payloadHash: sha256(body),
        prev: head?.hash ?? null,
        seq: (head?.seq ?? 0) + 1,
        sessionId: null,
        v: 1,
        ...changes,
      };
      const lines: RecordLines = { header: headerLine(header), body };
      head = { seq: header.seq, hash: sha256(lines.header) };
      made.push(lines);
      return { id: header.id, header, lines };
    },
  };
}

export type TestKiosk = {
  readonly socket: TestSocket;
  readonly welcome: Welcome;
  push(records: readonly RecordLines[]): Promise<SyncAnswer<'records:push'>>;
  pull(request: SyncRequest<'feed:pull'>): Promise<SyncAnswer<'feed:pull'>>;
};

/** Connects an enrolled device and proves it. */
export async function connectKiosk({
  url,
  device: { keys, enrolment },
  chain,
  encodings,
}: {
  readonly url: string;
  readonly device: TestDevice;
  /** Makes it a kiosk of protocol 2. */
  readonly encodings?: readonly string[];
  readonly chain: Pick<TestChain, 'chainId' | 'head'>;
}): Promise<TestKiosk> {
  const { socket, challenge } = await connect({ url });
  const { chainId, head } = chain;
  const { serviceId, nonce } = challenge;
  const { deviceId } = enrolment;
  const kioskNonce = random16();
  const text = proofText({ serviceId, nonce, deviceId, chainId, head, kioskNonce });
  const signature = signText(text, keys.privateKey);
  const proof = { protocol: 1, deviceId, chainId, head, kioskNonce, signature };
  const request = encodings ? { ...proof, protocol: 2, encodings: [...encodings] } : proof;
  const answer = await call(socket, 'device:prove', request);
  if (!answer.ok) {
    socket.disconnect();
    throw new Error(`not welcome: ${answer.problem}`);
  }
  return {
    socket,
    welcome: answer.value,
    push: (records) => call(socket, 'records:push', { batch: Buffer.from(joinRecords(records)) }),
    pull: (request) => call(socket, 'feed:pull', request),
  };
}
