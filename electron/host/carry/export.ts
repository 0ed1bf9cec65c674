/** Makes the files that a stick carries to the service: pending records, sealed and signed. */
import { randomUUID } from 'node:crypto';
import {
  CARRY_MAX_BYTES,
  CARRY_MAX_RECORDS,
  type CarryHead,
  type EnrolmentRequestHead,
} from '../../../common/contract/carry.ts';
import { PROTOCOL_VERSIONS } from '../../../common/contract/sync.ts';
import { type Outcome, problem, success } from '../../../common/problems.ts';
import { encodeBatch } from '../../../platform/batch-encoding.ts';
import { makeKeyPair } from '../../../platform/crypto.ts';
import { bodyDigest, makeSealKeys, seal, signFile } from '../../../platform/sealed-file.ts';
import type { Clock } from '../clock.ts';
import type { CarryKeys } from '../store/carry.ts';
import { isReadable, UNREADABLE_RULE } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

export type CarryFile = { readonly name: string; readonly bytes: Uint8Array };
/** `after` is where the next file begins. */
export type CarryPart = { readonly file: CarryFile | null; readonly records: number; readonly after: number };

export async function carryKeys(store: Store): Promise<CarryKeys> {
  const known = store.carry.keys();
  if (known !== null) return known;
  store.carry.saveKeys({ ...(await makeSealKeys()), requestId: randomUUID() });
  return store.carry.keys() as CarryKeys;
}

/**
 * The pending records after the ordinal `after`, as many as one file takes; no file when there are none. They stay
 * pending: only a return file, or the service itself, settles them.
 */
export async function makeCarryFile({
  store,
  clock,
  after,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly after: number;
}): Promise<Outcome<CarryPart>> {
  const enrolment = store.device.enrolment();
  const key = store.device.key();
  if (enrolment === null || key === null) return problem('not-enrolled');
  if (enrolment.transportKey === null) return problem('protocol-unsupported');
  const items = store.outbox.nextPending({ after, bytes: CARRY_MAX_BYTES, records: CARRY_MAX_RECORDS });
  const last = items.at(-1);
  if (last === undefined) return success({ file: null, records: 0, after });
  const readable = items.filter(isReadable);
  const settlements = items
    .filter((item) => !isReadable(item))
    .map(({ ordinal }) => ({ ordinal, rule: UNREADABLE_RULE }));
  if (settlements.length > 0) {
    store.transaction(() => store.outbox.settle({ settlements, at: Math.trunc(clock.now()) }));
  }
  if (readable.length === 0) return success({ file: null, records: 0, after: last.ordinal });
  const body = encodeBatch(Buffer.concat(readable.map(({ lines }) => lines)), 'zstd');
  const { recipient } = await carryKeys(store);
  const head: CarryHead = {
    format: 'perron-carry-1',
    carryId: randomUUID(),
    serviceId: enrolment.serviceId,
    deviceId: enrolment.deviceId,
    returnTo: recipient,
    protocol: PROTOCOL_VERSIONS[0],
    cursor: store.feed.state().cursor,
    records: readable.length,
    bodyDigest: bodyDigest(body),
  };
  const signed = signFile({ head, body, privateKey: key.privateKey });
  const bytes = await seal(signed, enrolment.transportKey);
  const file = { name: `${head.carryId}.perron-carry`, bytes };
  return success({ file, records: readable.length, after: last.ordinal });
}

/** What staff need to let in a kiosk that never sees a network. The same kiosk makes the same request again. */
export async function makeEnrolmentRequest(store: Store): Promise<Outcome<CarryFile>> {
  if (store.device.enrolment() !== null) return problem('already-enrolled');
  if (store.device.key() === null) store.device.saveKey(makeKeyPair());
  const key = store.device.key();
  if (key === null) throw new Error('a key that was saved is there');
  const { recipient, requestId } = await carryKeys(store);
  const head: EnrolmentRequestHead = {
    format: 'perron-request-1',
    requestId,
    publicKey: key.publicKey,
    returnTo: recipient,
    protocol: PROTOCOL_VERSIONS[0],
  };
  const bytes = signFile({ head, privateKey: key.privateKey });
  return success({ name: `${requestId}.perron-request`, bytes });
}
