/** What was said here is on the kiosk's lists whenever somebody looks, though nothing lists it while it is saved. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { statement } from '../test-support/contributions.ts';
import {
  done,
  enrolledFolder,
  ideaFrom,
  openDesk,
  openHost,
  temporaryFolder,
  withStore,
} from '../test-support/host.ts';

const all = { topicId: null, query: '', after: null, limit: 20 };

/** The folder as a power cut leaves it at this moment: the log is not written back, and nobody said farewell. */
function afterCut(dataFolder: string): string {
  const folder = temporaryFolder();
  cpSync(dataFolder, folder, { recursive: true });
  rmSync(join(folder, 'kiosk.lock'), { force: true });
  return folder;
}

test('what was saved and listed nowhere yet is on every list after a power cut, once', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const listed = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  expect((await done(kiosk, 'idea:list', all)).ideas.map(({ id }) => id)).toEqual([listed.id]);
  const unlisted = await done(kiosk, 'idea:post', ideaFrom(statement(1)));
  const cut = afterCut(dataFolder);

  for (const _ of ['first start', 'second start']) {
    const again = await openHost({ dataFolder: cut });
    const ids = (await done(again, 'idea:list', all)).ideas.map(({ id }) => id);
    expect(ids.toSorted()).toEqual([listed.id, unlisted.id].toSorted());
    const { ideas } = await done(again, 'idea:similar', { text: statement(1).words });
    expect(ideas.map(({ id }) => id)).toContain(unlisted.id);
    await again.close();
  }
});

test('what was taken back before anybody looked is listed neither at once nor after a power cut', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const { code, id } = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await done(kiosk, 'receipt:withdraw', { code, id });
  const again = await openHost({ dataFolder: afterCut(dataFolder) });
  for (const one of [again, kiosk]) expect((await done(one, 'idea:list', all)).ideas).toEqual([]);
});

test('a deletion of the feed that comes before anybody looked is not undone by listing', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const { id } = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await kiosk.close();
  withStore(dataFolder, (store) => {
    store.documents.applyEntry({ entry: { kind: 'idea', id, document: null }, generation: 0 });
    expect(store.documents.idea(id)).toBeNull();
  });
});
