/**
 * What a kiosk keeps once the service has shut it out: what nobody else has, and the keys to carry it there. All else
 * goes, from every file of its database.
 */
import type { Drafts } from './drafts.ts';
import type { Facilitators } from './facilitators.ts';
import type { SimilarIdeas } from './idea-index.ts';
import type { Store } from './store/store.ts';

export function eraseAllButPending({
  store,
  similar,
  facilitators,
  drafts,
}: {
  store: Store;
  similar: SimilarIdeas;
  facilitators: Facilitators;
  drafts: Drafts;
}): void {
  facilitators.lock();
  store.transaction(() => {
    store.device.setRevoked(true);
    const enrolment = store.device.enrolment();
    // Names and PINs of people.
    if (enrolment) store.device.saveConfiguration({ ...enrolment.configuration, facilitators: [] });
    for (const id of store.documents.clear()) similar.remove(id);
    store.slipCopies.clear();
    drafts.clearAll();
    store.feed.forget();
    store.records.eraseDelivered();
  });
  store.truncateLog();
}
