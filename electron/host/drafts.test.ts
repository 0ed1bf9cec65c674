import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PIN } from './test-support/city.ts';
import { statement } from './test-support/contributions.ts';
import { done, enrolledFolder, ideaFrom, openDesk, openHost, welcome } from './test-support/host.ts';

const draftOf = (words: string) =>
  ({ kind: 'idea', target: null, title: 'Draft', words, topicId: null, language: 'en' }) as const;

const rawBytes = (folder: string): string =>
  ['kiosk.db', 'kiosk.db-wal', 'kiosk.db-journal']
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1'))
    .join('');

test('keeps draft, session and participant when the host is killed, behind a locked desk', async () => {
  const dataFolder = await enrolledFolder();
  const script = new URL('./test-support/saving-host.ts', import.meta.url);
  const child = fork(script, [dataFolder, 'draft'], { execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const kiosk = await openHost({ dataFolder });
  const status = await done(kiosk, 'kiosk:status', {});
  expect(status).toMatchObject({
    facilitator: null,
    session: { counts: { participants: 1 } },
    participant: { language: 'en', hasDraft: true, code: null },
  });
  expect(await kiosk.call('draft:load', {})).toMatchObject({ problem: 'facilitator-locked' });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  const { draft } = await done(kiosk, 'draft:load', {});
  expect(draft).toMatchObject({ words: statement(0).words });
});

test.each([
  ['short', 1],
  ['of many pages', 500],
])('a draft, %s, is gone from the disk once its participant has left', async (_, times) => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const marks = ['Quetzalcoatlus', 'Zwijndrechtse', 'Xylophonist'];
  for (const mark of marks)
    await done(kiosk, 'draft:save', draftOf(`${`${mark} near the square. `.repeat(times)}`));
  expect(rawBytes(dataFolder)).toContain(marks[2]);
  await done(kiosk, 'participant:leave', {});
  for (const mark of marks) expect(rawBytes(dataFolder)).not.toContain(mark);
  await welcome(kiosk);
  expect(await done(kiosk, 'draft:load', {})).toEqual({ draft: null });
});

test('posting ends the draft of its kind, and no other', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  await openDesk(kiosk);
  await done(kiosk, 'draft:save', { ...draftOf('a comment so far'), kind: 'comment' });
  const idea = ideaFrom(statement(2));
  await done(kiosk, 'idea:post', idea);
  expect((await done(kiosk, 'draft:load', {})).draft).toMatchObject({ kind: 'comment' });
  await done(kiosk, 'draft:save', draftOf('an idea so far'));
  await done(kiosk, 'idea:post', idea);
  expect(await done(kiosk, 'draft:load', {})).toEqual({ draft: null });
});
