import { v4 as uuid } from 'uuid';
import { expect, test } from 'vitest';
import type { FeedEntry } from '../../common/contract/feed.ts';
import { sha256 } from '../../platform/crypto.ts';
import { expectIntact, recordsIn } from './test-support/chain.ts';
import {
  cityEntries,
  consultationId,
  PIN,
  proposalId,
  talkId,
  wording,
  workshopId,
} from './test-support/city.ts';
import { statement } from './test-support/contributions.ts';
import {
  consents,
  done,
  enrolledFolder,
  ideaFrom,
  openDesk,
  openHost,
  settableClock,
  welcome,
  withStore,
} from './test-support/host.ts';

const idea = ideaFrom(statement(0));
const comment = {
  targetId: proposalId,
  targetKind: 'proposal',
  words: statement(1).words,
  language: 'en',
  authorship: 'summarised',
  readBack: 'on-screen',
  confirmedBy: 'participant',
} as const;
const support = { targetId: proposalId, targetKind: 'proposal' } as const;
const draft = { kind: 'idea', target: null, title: 'a', words: 'b', topicId: null, language: 'en' } as const;
const hello = { language: 'en', consents: [...consents] };

const problemOf = async (answer: Promise<unknown>) => (await answer) as { problem?: string };

test('what the consultation does not take is refused, and the rest is taken', async () => {
  const entries = cityEntries().map(
    (entry): FeedEntry =>
      entry.kind === 'consultation' && entry.document !== null
        ? { ...entry, document: { ...entry.document, actions: ['comment'] } }
        : entry,
  );
  const dataFolder = await enrolledFolder({ entries });
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const refused = { ok: false, problem: 'action-not-allowed' };
  expect(await kiosk.call('idea:post', idea)).toEqual(refused);
  expect(await kiosk.call('support:post', support)).toEqual(refused);
  await done(kiosk, 'comment:post', comment);
});

test('the words of a group say of how many people it is, and who confirmed them', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const group = { authorship: 'group', confirmedBy: 'interpreter' } as const;
  for (const said of [group, { ...group, people: 1 }, { people: 12 }])
    expect(await kiosk.call('idea:post', { ...idea, ...said })).toMatchObject({ problem: 'input-invalid' });
  await done(kiosk, 'idea:post', { ...idea, ...group, people: 12 });
  await done(kiosk, 'comment:post', comment);
  const { ideas } = (await done(kiosk, 'kiosk:status', {})).session?.counts ?? {};
  expect(ideas, 'one contribution').toBe(1);
  await kiosk.close();
  const [said, alone] = recordsIn(dataFolder).filter(({ header }) => /^(idea|comment)$/.test(header.kind));
  expect(said?.payload).toMatchObject({ ...group, people: 12 });
  expect(alone?.payload).not.toHaveProperty('people');
});

test('every call that changes something is refused until what it needs is there', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  const expectAll = async (problem: string, calls: Record<string, unknown>) => {
    for (const [name, input] of Object.entries(calls))
      expect([name, await kiosk.call(name, input)]).toEqual([name, { ok: false, problem }]);
  };
  const byParticipant = {
    'participant:leave': {},
    'draft:save': draft,
    'draft:load': {},
    'draft:discard': {},
    'idea:post': idea,
    'comment:post': comment,
    'support:post': support,
  };
  const bySession = { 'session:close': {}, 'participant:welcome': hello };
  await expectAll('facilitator-locked', { 'session:open': { workshopId }, ...bySession, ...byParticipant });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await expectAll('session-absent', { ...bySession, ...byParticipant });
  await done(kiosk, 'session:open', { workshopId });
  await expectAll('session-open', { 'session:open': { workshopId } });
  await expectAll('participant-absent', byParticipant);
  await welcome(kiosk);
  await expectAll('session-busy', { 'session:close': {} });
  await expectAll('participant-present', { 'participant:welcome': hello });
  await done(kiosk, 'facilitator:lock', {});
  await expectAll('facilitator-locked', { ...bySession, ...byParticipant });
});

test('what is not there cannot be opened, chosen or supported', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  for (const id of [uuid(), talkId])
    expect(await kiosk.call('session:open', { workshopId: id })).toMatchObject({
      problem: 'workshop-unknown',
    });
  await openDesk(kiosk);
  expect(await kiosk.call('idea:post', { ...idea, topicId: 'nowhere' })).toMatchObject({
    problem: 'topic-unknown',
    field: 'topicId',
  });
  for (const targetKind of ['idea', 'proposal']) {
    const unknown = { targetId: uuid(), targetKind };
    expect(await kiosk.call('support:post', unknown)).toMatchObject({ problem: 'target-unknown' });
    expect(await kiosk.call('comment:post', { ...comment, ...unknown })).toMatchObject({
      problem: 'target-unknown',
    });
  }
});

test('words are taken only with consent to the wording that stands', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  const [yes] = consents;
  const say = (changes: object) =>
    problemOf(kiosk.call('participant:welcome', { language: 'fr', consents: [{ ...yes, ...changes }] }));
  expect(await say({ given: false })).toMatchObject({ problem: 'consent-missing' });
  expect(await say({ version: 'v0' })).toMatchObject({
    problem: 'consent-outdated',
    field: 'consents.0.version',
  });
  expect(await say({ language: 'fr' })).toMatchObject({ ok: true });
  await done(kiosk, 'participant:leave', {});
  // There is no German wording: the English one was shown.
  expect(await say({ language: 'de' })).toMatchObject({ ok: true });
  const answered = recordsIn(dataFolder)
    .filter(({ header }) => header.kind === 'participant.welcomed')
    .map(({ payload }) => (payload as { consents: { language: string; wording: string }[] }).consents[0]);
  expect(answered).toMatchObject([
    { language: 'fr', wording: sha256(wording.fr) },
    { language: 'en', wording: sha256(wording.en) },
  ]);
});

test('the last day is judged by the service time, not by a clock that was set wrong', async () => {
  const clock = settableClock();
  const dataFolder = await enrolledFolder();
  const behindBy = (clockOffset: number) =>
    withStore(dataFolder, (store) =>
      store.device.saveAnchor({ id: '', statement: '', signature: '', epoch: '', clockOffset }),
    );
  const month = 31 * 86_400_000;
  clock.time += month;
  behindBy(-month);
  const kiosk = await openHost({ dataFolder, clock });
  await openDesk(kiosk);
  await kiosk.close();
  clock.time -= month;
  behindBy(month);
  const late = await openHost({ dataFolder, clock });
  await done(late, 'facilitator:unlock', { pin: PIN });
  expect(await late.call('idea:post', idea)).toMatchObject({ problem: 'consultation-closed' });
  expect((await done(late, 'kiosk:status', {})).consultation?.state).toBe('closed');
});

test('a session is recorded from its opening to its closing counts, one whole chain', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  const { sessionId, participantId } = await openDesk(kiosk);
  const first = await done(kiosk, 'idea:post', { ...idea, topicId: 'mobility' });
  const second = await done(kiosk, 'comment:post', comment);
  const third = await done(kiosk, 'support:post', { targetId: first.id, targetKind: 'idea' });
  expect(new Set([first.code, second.code, third.code]).size).toBe(1);
  expect(await kiosk.call('support:post', { targetId: first.id, targetKind: 'idea' })).toMatchObject({
    problem: 'already-supported',
  });
  expect((await done(kiosk, 'kiosk:status', {})).participant).toMatchObject({
    id: participantId,
    ideas: 1,
    comments: 1,
    supports: 1,
    code: first.code,
  });
  await done(kiosk, 'participant:leave', {});
  const counts = { participants: 1, ideas: 1, comments: 1, supports: 1 };
  expect(await done(kiosk, 'session:close', {})).toEqual({
    ...counts,
    returned: 0,
    pending: 9,
    acknowledged: 0,
    quarantined: 0,
  });
  const records = recordsIn(dataFolder);
  expectIntact(records);
  expect(records.map(({ header }) => header.kind)).toEqual([
    'session.opened',
    'participant.welcomed',
    'idea',
    'receipt.issued',
    'slip.keyed',
    'comment',
    'support',
    'participant.left',
    'session.closed',
  ]);
  expect(new Set(records.map(({ header }) => header.sessionId))).toEqual(new Set([sessionId]));
  const left = records[7];
  expect(records[8]?.payload).toEqual({
    ...counts,
    records: 8,
    head: { seq: 8, hash: sha256(left?.headerLine ?? '') },
  });
  expect(records[2]?.payload).toMatchObject({ consultationId, title: idea.title, words: idea.words });
  const issued = records[3]?.payload as { codeDigest: string };
  expect(JSON.stringify(records)).not.toContain(first.code);
  expect(issued.codeDigest).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test('input is refused by the field at fault, and what is unknown by its name', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  const answer = (name: string, input: unknown) => kiosk.call(name, input);
  expect(await answer('idea:burn', {})).toEqual({ ok: false, problem: 'call-unknown' });
  expect(await answer('__proto__', {})).toEqual({ ok: false, problem: 'call-unknown' });
  const invalid = (field: string) => ({ ok: false, problem: 'input-invalid', field });
  expect(await answer('idea:post', { ...idea, title: 'x'.repeat(121) })).toEqual(invalid('title'));
  expect(await answer('idea:post', { ...idea, words: ' \n ' })).toEqual(invalid('words'));
  expect(await answer('idea:post', { ...idea, colour: 'red' })).toEqual(invalid('colour'));
  expect(await answer('kiosk:status', null)).toEqual({ ok: false, problem: 'input-invalid' });
  const outdated = { language: 'en', consents: [{ ...consents[0], manner: 'guessed' }] };
  expect(await answer('participant:welcome', outdated)).toEqual(invalid('consents.0.manner'));
  expect(await answer('idea:list', { query: '', topicId: null, after: 'nonsense', limit: 5 })).toEqual(
    invalid('after'),
  );
});
