import { expect, onTestFinished, test, vi } from 'vitest';
import type { FeedEntry } from '../../common/contract/feed.ts';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import type { Kiosk } from './compose.ts';
import { openDataFolder } from './store/data-folder.ts';
import { createStore } from './store/store.ts';
import { cityEntries, consultationId, PIN, proposalId, talkId, workshopId } from './test-support/city.ts';
import { statement, statements } from './test-support/contributions.ts';
import {
  done,
  enrolledFolder,
  ideaFrom,
  openDesk,
  openHost,
  temporaryFolder,
  welcome,
} from './test-support/host.ts';

const idOf = (index: number) => `01a20763-9520-758f-a501-0000000000${String(index).padStart(2, '0')}`;

const ideaEntry = (index: number): FeedEntry => {
  const { title, words } = statement(index);
  const topicId = index % 2 === 0 ? 'mobility' : null;
  const of = { consultationId, topicId, language: 'en', supports: 2, comments: 0 };
  // Two ideas share each moment, so that a page can end between them.
  return {
    kind: 'idea',
    id: idOf(index),
    document: { ...of, id: idOf(index), title, words, at: index >> 1 },
  };
};

const cityWithIdeas = () =>
  enrolledFolder({ entries: [...cityEntries(), ...statements.map((_, i) => ideaEntry(i))] });

async function pages(kiosk: Kiosk, query: string, topicId: string | null, limit: number) {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: { ideas: { id: string }[]; next: string | null } = await done(kiosk, 'idea:list', {
      query,
      topicId,
      after,
      limit,
    });
    expect(page.ideas.length).toBeLessThanOrEqual(limit);
    ids.push(...page.ideas.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return ids;
}

test('pages tell every idea once, the newest first, for a topic and for words without case or accents', async () => {
  const kiosk = await openHost({ dataFolder: await cityWithIdeas() });
  const all = statements.map((_, index) => idOf(index)).reverse();
  expect(await pages(kiosk, '', null, 7)).toEqual(all);
  expect(await pages(kiosk, '', null, 40)).toEqual(all);
  expect(await pages(kiosk, '', 'mobility', 3)).toEqual(all.filter((id) => Number(id.slice(-2)) % 2 === 0));
  const withRoad = statements.flatMap(({ title, words }, index) =>
    /lane/i.test(`${title} ${words}`) && /rd/i.test(`${title} ${words}`) ? [idOf(index)] : [],
  );
  expect(withRoad.length).toBeGreaterThan(0);
  expect(await pages(kiosk, 'LÂNE, rd', null, 2)).toEqual(withRoad.reverse());
  expect(await pages(kiosk, 'nobody-wrote-this', null, 2)).toEqual([]);
});

test('an idea is found here at once: in the list, among the similar and by the slip, and is counted', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  await openDesk(kiosk);
  const { id, code } = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  expect(await pages(kiosk, 'smallhouse', null, 5)).toEqual([id]);
  const similar = await done(kiosk, 'idea:similar', { text: 'Smalhouse Rd should be widened, three lanes' });
  expect(similar.ideas.map((idea) => idea.id)).toEqual([id]);
  const target = { targetId: id, targetKind: 'idea' } as const;
  await done(kiosk, 'support:post', target);
  const said = {
    words: statement(1).words,
    language: 'en',
    authorship: 'verbatim',
    readBack: 'aloud',
    confirmedBy: 'participant',
  } as const;
  await done(kiosk, 'comment:post', { ...target, ...said });
  expect(await done(kiosk, 'target:show', { ...target, after: null, limit: 5 })).toMatchObject({
    idea: { id, supports: 1, comments: 1, supported: true },
    comments: [{ words: said.words }],
    next: null,
  });
  expect(await done(kiosk, 'receipt:find', { code: `${code.slice(0, 5)} - ${code.slice(5)}` })).toMatchObject(
    {
      asOf: 'kiosk',
      heardAt: null,
      contributions: [
        { id, kind: 'idea', state: 'waiting', words: statement(0).words },
        { kind: 'support', title: statement(0).title },
        { kind: 'comment', words: said.words },
      ],
    },
  );
  await done(kiosk, 'participant:leave', {});
  const after = await done(kiosk, 'target:show', { ...target, after: null, limit: 5 });
  expect(after.idea?.supported).toBe(false);
});

test('a slip code is this participant alone, and a restart issues another that finds the same', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const first = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await kiosk.close();
  const again = await openHost({ dataFolder });
  await done(again, 'facilitator:unlock', { pin: PIN });
  const second = await done(again, 'idea:post', ideaFrom(statement(1)));
  expect(second.code).not.toBe(first.code);
  for (const { code } of [first, second]) {
    const { contributions } = await done(again, 'receipt:find', { code });
    expect(contributions.map(({ id }) => id)).toEqual([first.id, second.id]);
  }
  await done(again, 'participant:leave', {});
  await welcome(again);
  const third = await done(again, 'support:post', { targetId: proposalId, targetKind: 'proposal' });
  const { contributions } = await done(again, 'receipt:find', { code: third.code });
  expect(contributions).toMatchObject([{ id: third.id, title: 'Widen Smallhouse Road' }]);
  const slip = `${third.code.slice(0, 9)}${third.code.endsWith('2') ? '3' : '2'}`;
  expect(await again.call('receipt:find', { code: slip })).toMatchObject({ problem: 'code-malformed' });
});

test('proposals and the agenda are shown with nobody unlocked, and nothing before the first feed', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  const { proposals } = await done(kiosk, 'proposal:list', {});
  expect(proposals).toMatchObject([{ id: proposalId, supports: 3, supported: false }]);
  const { events } = await done(kiosk, 'event:list', {});
  expect(events.map(({ id }) => id)).toEqual([talkId, workshopId]);
  const empty = await openHost({ dataFolder: temporaryFolder() });
  expect(await empty.call('proposal:list', {})).toEqual({ ok: false, problem: 'consultation-absent' });
});

test('what this kiosk saved stays until the feed has it, and never stands there twice', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const { id } = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await kiosk.close();
  const folder = openDataFolder(dataFolder);
  onTestFinished(() => folder.close());
  const { documents, transaction } = createStore(folder.db);
  transaction(() => {
    documents.releaseOwn();
    documents.sweep({ after: 0, through: documents.lastRow(), generation: 9 });
  });
  expect(documents.idea(id)?.supports).toBe(0);
  const document = documents.idea(id);
  if (document === null) throw new Error('gone');
  documents.applyEntry({
    entry: { kind: 'idea', id, document: { ...document, supports: 5 } },
    generation: 9,
  });
  // As if it were listed from its record once more.
  folder.db.exec('UPDATE listing SET listed_through = 0');
  expect(documents.idea(id)?.supports).toBe(5);
  const page = { consultationId, topicId: null, words: [], before: null, limit: 9 };
  for (const entry of cityEntries()) documents.applyEntry({ entry, generation: 9 });
  expect(documents.ideas(page)).toHaveLength(1);
  documents.applyEntry({ entry: { kind: 'idea', id, document: null }, generation: 9 });
  expect(documents.ideas(page)).toEqual([]);
});

test('a change is told to whoever listens, changes close together once, and no longer after the end', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  const told: KioskStatus[] = [];
  const stop = kiosk.onStatus((status) => told.push(status));
  await openDesk(kiosk);
  await Promise.all(statements.slice(0, 5).map((of) => kiosk.call('idea:post', ideaFrom(of))));
  await vi.waitFor(() => expect(told.at(-1)?.participant?.ideas).toBe(5));
  const texts = told.map((status) => JSON.stringify(status));
  expect(new Set(texts).size).toBe(texts.length);
  stop();
  const before = told.length;
  const other = vi.waitFor(
    () =>
      new Promise<KioskStatus>((resolve) => {
        kiosk.onStatus(resolve);
        void kiosk.call('facilitator:lock', {});
      }),
  );
  expect((await other).facilitator).toBeNull();
  expect(told.length).toBe(before);
});
