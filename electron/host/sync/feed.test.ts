/** Pages of the feed, one ahead of what is applied. */
import { expect, onTestFinished, test, vi } from 'vitest';
import type { PullAnswer } from '../../../common/contract/sync.ts';
import { success } from '../../../common/problems.ts';
import { createFeedCopy } from '../feed.ts';
import { createIdeaIndex } from '../idea-index.ts';
import { openDataFolder } from '../store/data-folder.ts';
import { createSimilarIdeas } from '../store/similar-ideas.ts';
import { createStore } from '../store/store.ts';
import { cityEntries, consultationId } from '../test-support/city.ts';
import { enrolledFolder, silent } from '../test-support/host.ts';
import { createFeedPuller } from './feed.ts';
import type { Ask } from './request.ts';

const LAST = 4;

/** A puller on a real store, and what it did in its order; page after page, each of one document. */
async function openPuller() {
  const folder = openDataFolder(await enrolledFolder({ entries: [] }));
  onTestFinished(() => folder.close());
  const store = createStore(folder.db);
  const similar = createIdeaIndex({ terms: createSimilarIdeas(folder.db), store, log: silent });
  const real = createFeedCopy({ store, similar });
  const done: string[] = [];
  const script = { failing: false };
  const copy = {
    ...real,
    apply(page: PullAnswer) {
      done.push(`apply ${page.cursor.position}`);
      if (script.failing) throw new Error('no room');
      real.apply(page);
    },
  };
  const [first] = cityEntries();
  const epoch = crypto.randomUUID();
  const ask = (async (_: string, { cursor }: { cursor: { position: number } | null }) => {
    const position = (cursor?.position ?? 0) + 1;
    done.push(`ask ${position}`);
    return success({
      reset: position === 1,
      entries: first === undefined ? [] : [first],
      cursor: { epoch, scope: consultationId, position },
      more: position < LAST,
    });
  }) as Ask;
  const puller = createFeedPuller({ store, log: silent, copy, applied: () => {}, tookOurs: () => {} });
  onTestFinished(() => puller.stop());
  puller.start(ask);
  const reached = () => store.feed.state().cursor?.position;
  return { puller, ask, done, script, reached };
}

test('the next page is on its way while one is applied, and no other', async () => {
  const { puller, done, reached } = await openPuller();
  puller.kick();
  await vi.waitFor(() => expect(reached()).toBe(LAST));
  expect(done).toEqual(['ask 1', 'ask 2', 'apply 1', 'ask 3', 'apply 2', 'ask 4', 'apply 3', 'apply 4']);
});

test('what was on its way is not applied after the end of the connection, nor after a page that could not be', async () => {
  const { puller, ask, done, script, reached } = await openPuller();
  script.failing = true;
  puller.kick();
  await vi.waitFor(() => expect(done).toEqual(['ask 1', 'ask 2', 'apply 1']));
  expect(reached()).toBeUndefined();
  script.failing = false;
  done.length = 0;
  puller.kick();
  puller.stop();
  await vi.waitFor(() => expect(done).toEqual(['ask 1']));
  puller.start(ask);
  puller.kick();
  await vi.waitFor(() => expect(reached()).toBe(LAST));
  expect(done.filter((one) => one.startsWith('apply'))).toEqual(['apply 1', 'apply 2', 'apply 3', 'apply 4']);
});
