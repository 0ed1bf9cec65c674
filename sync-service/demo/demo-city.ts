/** The demo city: a consultation that is open today, with real ideas of real people. */
import type { Store } from '../store/store.ts';
import { CONSULTATION_ID, cityDocuments } from './city-documents.ts';
import { statements } from './statements.ts';

/**
 * Fills a service that has no consultation yet, or completes one whose filling was interrupted. False when there
 * was nothing to add.
 */
export async function fillDemoCity({
  store,
  now,
}: {
  readonly store: Store;
  readonly now: number;
}): Promise<boolean> {
  const consultations = await store.city.consultations();
  if (consultations.length === 0) await store.city.save(cityDocuments(now));
  else if (!consultations.some(({ id }) => id === CONSULTATION_ID)) return false;
  return (await store.contributions.importIdeas({ ideas: statements(CONSULTATION_ID), receivedAt: now })) > 0;
}
