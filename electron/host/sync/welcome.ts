/** What the kiosk believes of a service that welcomes it, and what it then has to send again. */
import { v7 as uuidv7 } from 'uuid';
import { anchorText, type TimeAnchor, type Welcome } from '../../../common/contract/sync.ts';
import { anchorId, isSignedBy } from '../../../platform/crypto.ts';
import type { Clock } from '../clock.ts';
import type { StoredEnrolment } from '../store/device.ts';
import type { SeqRange } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

/** What an anchor's statement says that the time is, in milliseconds. */
export const timeOf = (statement: string): number => Number(statement.split('\n')[4]);

/** The service's time in milliseconds, or null unless the pinned key signed it for this very connection. */
export function anchoredTime({
  anchor,
  epoch,
  kioskNonce,
  enrolment: { serviceId, deviceId, signingKey },
}: {
  anchor: TimeAnchor;
  epoch: string;
  kioskNonce: string;
  enrolment: Pick<StoredEnrolment, 'serviceId' | 'deviceId' | 'signingKey'>;
}): number | null {
  const at = timeOf(anchor.statement);
  if (!Number.isSafeInteger(at)) return null;
  if (anchor.statement !== anchorText({ serviceId, epoch, deviceId, at, kioskNonce })) return null;
  return isSignedBy(anchor.statement, anchor.signature, signingKey) ? at : null;
}

export type Reconciled = {
  /** Records that the service no longer has and that are pending again. */
  readonly reopened: number;
  /** The chain on this disk is not the one that the service knows: the disk was set back or copied. */
  readonly newChain: boolean;
};

/** Keeps anchor and settings, and compares the chain with what the service has of it: all or nothing. */
export function acceptWelcome({
  store,
  clock,
  welcome,
  serviceTime,
}: {
  store: Store;
  clock: Clock;
  welcome: Welcome;
  serviceTime: number;
}): Reconciled {
  return store.transaction(() => {
    const { anchor, epoch, configuration, transportKey, personalDataKeys } = welcome;
    const anotherEpoch = (store.device.anchor()?.epoch ?? epoch) !== epoch;
    const clockOffset = Math.round(serviceTime - clock.now());
    store.device.saveAnchor({ ...anchor, id: anchorId(anchor.statement), epoch, clockOffset });
    store.device.saveConfiguration(configuration);
    if (transportKey !== undefined) store.device.saveTransportKey(transportKey);
    if (personalDataKeys !== undefined) store.device.savePersonalDataKeys(personalDataKeys);
    store.device.setRevoked(false);
    store.outbox.reopenUnreadable();
    return reconcile({ store, welcome, anotherEpoch });
  });
}

function reconcile({
  store,
  welcome: { head, missing },
  anotherEpoch,
}: {
  store: Store;
  welcome: Welcome;
  anotherEpoch: boolean;
}): Reconciled {
  const chainId = store.device.chainId();
  if (chainId === null) throw new Error('an enrolled kiosk has a chain');
  // Only the head of the chain that was proved is compared, and the place of a record in quarantine may be another's:
  // in another lineage of the service everything is sent again.
  let reopened = anotherEpoch ? store.outbox.reopenAll() : 0;
  const sameChain = head === null || store.records.at({ chainId, seq: head.seq })?.hash === head.hash;
  if (!sameChain) {
    store.device.startChain(uuidv7());
    return { reopened, newChain: true };
  }
  const above: SeqRange = [(head?.seq ?? 0) + 1, Number.MAX_SAFE_INTEGER];
  reopened += store.outbox.reopen({ chainId, ranges: [...missing, above] });
  return { reopened, newChain: false };
}
