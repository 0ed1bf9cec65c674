/** A kiosk for tests of a store, let in by a code of its own. */
import { randomUUID } from 'node:crypto';
import { newId } from '../../test-support/contributions.ts';
import type { Store } from '../store.ts';

/** Returns its id; `scope` is the consultation that must be there already. */
export async function addDevice({
  store,
  scope,
  now,
}: {
  readonly store: Store;
  readonly scope: string;
  readonly now: number;
}): Promise<string> {
  const codeDigest = randomUUID();
  await store.devices.addEnrolmentCode({
    codeDigest,
    configuration: { name: 'k', place: 'p', consultationId: scope, languages: ['fr'], facilitators: [] },
    retentionDays: null,
    createdAt: now,
    expiresAt: now + 1_000,
  });
  const device = await store.devices.enrol({ codeDigest, deviceId: newId(), publicKey: 'key', at: now });
  if (!device) throw new Error('no device');
  return device.id;
}
