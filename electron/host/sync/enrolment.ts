/** Exchanges a one-time code for this kiosk's identity: who it is, which service it trusts, what it is set to. */
import { v7 as uuidv7 } from 'uuid';
import { type Challenge, PROTOCOL_VERSIONS } from '../../../common/contract/sync.ts';
import { type Outcome, problem, success } from '../../../common/problems.ts';
import { makeKeyPair } from '../../../platform/crypto.ts';
import type { Store } from '../store/store.ts';
import { type Ask, toldHere } from './request.ts';

export async function enrolDevice({
  code,
  challenge,
  ask,
  store,
}: {
  code: string;
  challenge: Challenge;
  ask: Ask;
  store: Store;
}): Promise<Outcome<{ deviceId: string }>> {
  const protocol = agreedProtocol(challenge);
  if (protocol === null) return problem('protocol-unsupported');
  // On the disk before it is sent: with the answer lost, the next try names the same key.
  const key = store.device.key() ?? makeKeyPair();
  if (store.device.key() === null) store.device.saveKey(key);
  const answer = await ask('device:enrol', {
    protocol,
    code: code.replace(/\s/g, ''),
    publicKey: key.publicKey,
  });
  if (!answer.ok) return toldHere(answer);
  if (answer.value.serviceId !== challenge.serviceId) return problem('proof-wrong');
  store.transaction(() => {
    store.device.saveEnrolment(answer.value);
    store.device.startChain(uuidv7());
  });
  return success({ deviceId: answer.value.deviceId });
}

/** The newest version that both sides speak. */
export const agreedProtocol = ({ protocols }: Challenge): number | null =>
  PROTOCOL_VERSIONS.find((version) => protocols.includes(version)) ?? null;
