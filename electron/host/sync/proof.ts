/** What the kiosk shows a service of itself: who it is and how far its chain goes, signed for one connection. */
import { BATCH_ENCODINGS, proofText, type SyncRequest } from '../../../common/contract/sync.ts';
import { random16, signText } from '../../../platform/crypto.ts';
import type { Store } from '../store/store.ts';

/** Null for a kiosk that is not enrolled. */
export function makeProof({
  store,
  nonce,
  protocol,
}: {
  store: Store;
  nonce: string;
  protocol: number;
}): SyncRequest<'device:prove'> | null {
  const enrolment = store.device.enrolment();
  const key = store.device.key();
  const chainId = store.device.chainId();
  if (enrolment === null || key === null || chainId === null) return null;
  const { serviceId, deviceId } = enrolment;
  const head = store.records.head(chainId);
  const kioskNonce = random16();
  const text = proofText({ serviceId, nonce, deviceId, chainId, head, kioskNonce });
  const signature = signText(text, key.privateKey);
  const proof = { protocol, deviceId, chainId, head, kioskNonce, signature };
  return protocol === 1 ? proof : { ...proof, encodings: [...BATCH_ENCODINGS] };
}
