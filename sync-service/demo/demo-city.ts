/** The demo city: a consultation that is open today, with real ideas of real people. */
import type { Store } from '../store/store.ts';
import { CONSULTATION_ID, cityDocuments } from './city-documents.ts';
import { statements } from './statements.ts';

/** Fills a service that has no consultation yet; false when there was one, and then nothing is changed. */
export async function fillDemoCity({
  store,
  now,
}: {
  readonly store: Store;
  readonly now: number;
}): Promise<boolean> {
  if ((await store.city.consultations()).length > 0) return false;
  await store.city.save(cityDocuments(now));
  await store.contributions.importIdeas({ ideas: statements(CONSULTATION_ID), receivedAt: now });
  return true;
}
