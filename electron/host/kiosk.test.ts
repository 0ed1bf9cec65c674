import { expect, test } from 'vitest';
import { recordsIn } from './test-support/chain.ts';
import { statement } from './test-support/contributions.ts';
import { done, enrolledFolder, ideaFrom, openDesk, openHost } from './test-support/host.ts';

test('a kiosk that closes finishes what was under way and answers no more', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const posting = done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await kiosk.close();
  const { id } = await posting;
  expect(recordsIn(dataFolder).map(({ header }) => header.id)).toContain(id);
  expect(await kiosk.call('kiosk:status', {})).toMatchObject({ ok: false, problem: 'internal' });
});
