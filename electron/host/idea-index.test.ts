import { expect, test } from 'vitest';
import { openDatabase } from '../../platform/sqlite.ts';
import { kioskDatabase } from './store/schema.ts';
import { statement } from './test-support/contributions.ts';
import { done, ideaFrom, openDesk, openHost } from './test-support/host.ts';
import { enrolledKiosk, startService } from './test-support/synced.ts';

/** What the index holds on the disk, whatever the host believes. */
const indexedIn = (dataFolder: string): string[] => {
  const db = openDatabase(`${dataFolder}/kiosk.db`, kioskDatabase);
  try {
    return db.prepare<[], string>('SELECT id FROM similar_idea').pluck().all();
  } finally {
    db.close();
  }
};

test('an idea that was saved right before the host ended is found by the next run', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await service.stop();
  await openDesk(kiosk);
  const { id } = await done(kiosk, 'idea:post', ideaFrom(statement(3)));
  await kiosk.close();
  expect(indexedIn(dataFolder)).not.toContain(id);

  const again = await openHost({ dataFolder, serviceUrl: null });
  const found = await done(again, 'idea:similar', { text: statement(3).words });
  expect(found.ideas.map((idea) => idea.id)).toContain(id);
  expect(indexedIn(dataFolder)).toContain(id);
});
