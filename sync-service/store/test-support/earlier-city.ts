/** A city with real rows, and all that a service tells of it: an upgrade from whichever version must leave the same. */
import { newId } from '../../test-support/contributions.ts';
import { startTestService } from '../../test-support/service.ts';
import { addStaff, pushSession } from '../../test-support/staff.ts';
import type { Store } from '../store.ts';

export async function startEarlierCity() {
  const service = await startTestService();
  const workshopId = newId();
  const { sessionId, device } = await pushSession(service, { ideas: [{}, {}], workshopId });
  await addStaff(service, 'Marie', 'administrator');
  const { deviceId } = device.enrolment;
  const scope = service.consultation.id;
  const factsOf = async (store: Store) => ({
    identity: await store.meta.identity(),
    backedUpThrough: await store.meta.backedUpThrough(),
    recipients: await store.personalData.recipients(),
    devices: await store.devices.list(),
    sessions: await store.sessions.page({ before: null, words: [], limit: 10 }),
    contributions: await store.sessions.contributions({ sessionId, after: 0, limit: 100 }),
    evidence: await store.sessions.evidence(sessionId),
    feed: await store.feed.page({ scope, position: 0, limit: 100, maxBytes: 1e6, tombstones: true }),
    staff: await store.staff.accounts(),
    counts: await store.sessions.recordsByDevice([deviceId]),
    workshop: await store.sessions.ofWorkshop(workshopId),
    kept: await store.devices.keptThrough({ deviceId, receivedBefore: Number.MAX_SAFE_INTEGER }),
  });
  return { service, factsOf };
}
