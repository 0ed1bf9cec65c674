/** Believes and keeps what came back on a stick. */
import { v7 as uuidv7 } from 'uuid';
import { enrolmentFileHead, type ReturnHead, returnHead } from '../../../common/contract/carry.ts';
import { type Outcome, problem, success } from '../../../common/problems.ts';
import { isSigned, readSignedFile, type SignedFile, unseal } from '../../../platform/sealed-file.ts';
import type { Clock } from '../clock.ts';
import type { FeedCopy } from '../feed.ts';
import type { Settlement } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

export type CarryAnswer = {
  /** Of which carry file or request this is the answer. */
  readonly answers: string;
  readonly acknowledged: number;
  readonly quarantined: number;
  readonly enrolled: boolean;
  readonly revoked: boolean;
};

type Given = {
  readonly store: Store;
  readonly clock: Clock;
  readonly feedCopy: FeedCopy;
  readonly bytes: Uint8Array;
};

/**
 * Problems: `carry-damaged` for what does not open with this kiosk's key, `carry-foreign` for an answer of another
 * service, `carry-outdated` for one that was made before the service was restored, `proof-wrong` for one that the
 * pinned key did not sign, `already-enrolled`, `not-enrolled`.
 */
export async function importCarryFile(given: Given): Promise<Outcome<CarryAnswer>> {
  const { store, bytes } = given;
  const keys = store.carry.keys();
  if (keys === null) return problem('carry-damaged');
  const opened = await unseal(bytes, keys.identity);
  if (!opened.ok) return opened;
  const file = readSignedFile(opened.value);
  if (!file.ok) return file;
  const head = jsonOf(file.value);
  const answer = returnHead.safeParse(head);
  if (answer.success) return keepReturn({ ...given, file: file.value, head: answer.data });
  const letIn = enrolmentFileHead.safeParse(head);
  if (!letIn.success) return problem('carry-damaged');
  const { requestId, enrolment, pages } = letIn.data;
  if (store.device.enrolment() !== null) return problem('already-enrolled');
  if (requestId !== keys.requestId) return problem('carry-foreign');
  if (!isSigned(file.value, enrolment.signingKey)) return problem('proof-wrong');
  store.transaction(() => {
    store.device.saveEnrolment(enrolment);
    store.device.startChain(uuidv7());
    for (const page of pages) given.feedCopy.apply(page);
  });
  await given.feedCopy.sweep(pages.at(-1));
  return success({ answers: requestId, acknowledged: 0, quarantined: 0, enrolled: true, revoked: false });
}

async function keepReturn({
  store,
  clock,
  feedCopy,
  file,
  head,
}: Omit<Given, 'bytes'> & { readonly file: SignedFile; readonly head: ReturnHead }): Promise<
  Outcome<CarryAnswer>
> {
  const enrolment = store.device.enrolment();
  if (enrolment === null) return problem('not-enrolled');
  if (head.serviceId !== enrolment.serviceId || head.deviceId !== enrolment.deviceId)
    return problem('carry-foreign');
  if (!isSigned(file, enrolment.signingKey)) return problem('proof-wrong');
  const known = store.device.anchor()?.epoch ?? store.feed.state().cursor?.epoch ?? head.epoch;
  const anotherEpoch = known !== head.epoch;
  if (anotherEpoch && head.at <= lastHeardAt(store)) return problem('carry-outdated');
  const ordinals = store.outbox.ordinalsOf(head.settled.map(({ hash }) => hash));
  const settlements = head.settled.flatMap(({ hash, status, rule }): Settlement[] => {
    const ordinal = ordinals.get(hash);
    if (ordinal === undefined) return [];
    return [{ ordinal, rule: status === 'quarantined' ? (rule ?? 'unnamed') : null }];
  });
  store.transaction(() => {
    // Another course of the service's database: what it does not name here it may lack.
    if (anotherEpoch) {
      store.outbox.reopenAll();
      store.device.saveEpoch(head.epoch);
    }
    store.outbox.settle({ settlements, at: Math.trunc(clock.now()) });
    if (head.configuration !== null) {
      store.device.saveConfiguration(head.configuration);
      store.device.savePersonalDataKeys(head.personalDataKeys);
    }
    store.device.setRevoked(head.revoked !== null);
    for (const page of head.pages) feedCopy.apply(page);
    store.carry.saveLastReturnAt(head.at);
  });
  await feedCopy.sweep(head.pages.at(-1));
  const quarantined = settlements.filter(({ rule }) => rule !== null).length;
  return success({
    answers: head.carryId,
    acknowledged: settlements.length - quarantined,
    quarantined,
    enrolled: false,
    revoked: head.revoked !== null,
  });
}

/** The service's clock when this kiosk last heard of it, by wire or by file. */
function lastHeardAt(store: Store): number {
  const anchoredAt = Number(store.device.anchor()?.statement.split('\n')[4] ?? 0);
  return Math.max(anchoredAt, store.carry.lastReturnAt() ?? 0);
}

function jsonOf({ line }: SignedFile): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
