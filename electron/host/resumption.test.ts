/** The slip of one kiosk before another one, neither of which has a network. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { parseSlip, slipText } from '../../common/domain/slip.ts';
import type { Kiosk } from './compose.ts';
import { recordsIn } from './test-support/chain.ts';
import { cityEntries, configuration, consultationId, PIN, proposalId } from './test-support/city.ts';
import { statement } from './test-support/contributions.ts';
import { done, enrolledFolder, ideaFrom, openDesk, openHost, welcome } from './test-support/host.ts';

const support = { targetId: proposalId, targetKind: 'proposal' } as const;
const goesOn = { language: 'en', manner: 'touched', version: 'v1', publishes: true } as const;
const statusOf = (kiosk: Kiosk): Promise<KioskStatus> => done(kiosk, 'kiosk:status', {});
const walkIns = async () =>
  enrolledFolder({ configuration: { ...(await configuration()), selfService: { idleSeconds: 90 } } });

/** At a kiosk of its own: welcomed, an idea, gone. */
async function visit() {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  const { participantId } = await openDesk(kiosk);
  expect((await statusOf(kiosk)).participant).toMatchObject({ slip: null });
  const { code } = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  const { participant } = await statusOf(kiosk);
  const slip = participant?.slip ?? '';
  await done(kiosk, 'participant:leave', {});
  return { kiosk, dataFolder, participantId, code, slip };
}

test('goes on at another kiosk under the same pseudonym, with the same code, and is not counted anew', async () => {
  const { participantId, code, slip } = await visit();
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  expect(await done(kiosk, 'slip:read', { slip })).toEqual({ publishes: true, reworded: false });
  await done(kiosk, 'participant:resume', { ...goesOn, slip, manner: 'spoken' });
  expect((await statusOf(kiosk)).participant).toMatchObject({ id: participantId, publishes: true, ideas: 0 });
  const posted = await done(kiosk, 'support:post', support);
  expect(posted.code).toBe(code);
  expect(await kiosk.call('support:post', support)).toMatchObject({ problem: 'already-supported' });
  const status = await statusOf(kiosk);
  expect(status.participant).toMatchObject({ code, slip });
  expect(status.session?.counts).toMatchObject({ participants: 0, returned: 1, supports: 1 });
  await done(kiosk, 'participant:leave', {});
  await done(kiosk, 'participant:resume', { ...goesOn, slip });
  await done(kiosk, 'participant:leave', {});
  const counts = await done(kiosk, 'session:close', {});
  expect(counts).toMatchObject({ participants: 0, returned: 1 });
  await kiosk.close();
  const records = recordsIn(dataFolder);
  expect(records.map(({ header }) => header.kind)).toEqual([
    'session.opened',
    'participant.resumed',
    'support',
    'receipt.issued',
    'slip.keyed',
    'participant.left',
    'participant.resumed',
    'participant.left',
    'session.closed',
  ]);
  const [, resumed] = records;
  expect(resumed?.header.participantId).toBe(participantId);
  expect(resumed?.payload).toMatchObject({
    language: 'en',
    consents: [{ purpose: 'publish-words', given: true, version: 'v1', manner: 'spoken' }],
  });
});

test('a visitor who helps themselves goes on, too, and neither secret, code nor QR code is left on any disk', async () => {
  const { dataFolder: first, code, slip, kiosk: before } = await visit();
  const second = await walkIns();
  const kiosk = await openHost({ dataFolder: second });
  await done(kiosk, 'participant:resume', { ...goesOn, slip });
  await done(kiosk, 'idea:post', ideaFrom(statement(1)));
  expect((await statusOf(kiosk)).session).toMatchObject({ mode: 'self-service', counts: { returned: 1 } });
  await done(kiosk, 'participant:leave', {});
  const left = JSON.stringify(await statusOf(kiosk));
  const secret = Buffer.from(parseSlip(slip)?.secret ?? []);
  const traces = [slip, code, secret.toString('base64url'), secret.toString('hex')];
  for (const trace of traces) expect(left).not.toContain(trace);
  await before.close();
  await kiosk.close();
  for (const folder of [first, second])
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name));
      expect(bytes.includes(secret), name).toBe(false);
      for (const trace of traces) expect(bytes.includes(trace), name).toBe(false);
    }
});

test('where the city says it in other words since then, the new words are answered, and a no stays a no', async () => {
  const { slip, participantId } = await visit();
  const entries = cityEntries().map((entry) =>
    entry.kind === 'consultation' && entry.document !== null
      ? { ...entry, document: { ...entry.document, consent: { ...entry.document.consent, version: 'v2' } } }
      : entry,
  );
  const kiosk = await openHost({ dataFolder: await enrolledFolder({ entries }) });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  expect(await done(kiosk, 'slip:read', { slip })).toEqual({ publishes: true, reworded: true });
  expect(await kiosk.call('participant:resume', { ...goesOn, slip })).toMatchObject({
    problem: 'consent-outdated',
  });
  const answer = { ...goesOn, slip, version: 'v2' };
  // This city has no key to seal words with.
  expect(await kiosk.call('participant:resume', { ...answer, publishes: false })).toMatchObject({
    problem: 'consent-missing',
  });
  const content = parseSlip(slip);
  if (content === null) throw new Error('a kiosk made this slip');
  const refused = slipText({ ...content, publishes: false });
  expect(await kiosk.call('participant:resume', { ...answer, slip: refused })).toMatchObject({
    problem: 'consent-missing',
  });
  await done(kiosk, 'participant:resume', answer);
  await done(kiosk, 'support:post', support);
  const { participant } = await statusOf(kiosk);
  expect(participant?.id).toBe(participantId);
  expect(participant?.slip).not.toBe(slip);
  expect(await done(kiosk, 'slip:read', { slip: participant?.slip ?? '' })).toMatchObject({
    reworded: false,
  });
});

test('what is damaged, no slip, of another city or consultation, of practice, or taken back is told apart', async () => {
  const { slip, kiosk: first, code } = await visit();
  const problemOf = async (kiosk: Kiosk, text: string): Promise<string | null> => {
    const read = await kiosk.call('slip:read', { slip: text });
    const resumed = await kiosk.call('participant:resume', { ...goesOn, slip: text });
    if (!read.ok) {
      expect(resumed).toEqual(read);
      return read.problem;
    }
    expect(resumed).toMatchObject({ ok: true });
    await done(kiosk, 'participant:leave', {});
    return null;
  };
  expect(await problemOf(first, slip)).toBeNull();
  expect(await problemOf(first, slip.slice(0, -3))).toBe('slip-damaged');
  expect(
    await problemOf(
      first,
      slip.replace(/.$/, (last) => (last === 'Q' ? 'R' : 'Q')),
    ),
  ).toBe('slip-damaged');
  expect(await problemOf(first, 'https://city.example/')).toBe('code-foreign');
  expect(await problemOf(first, code)).toBe('code-foreign');

  await done(first, 'practice:start', {});
  await done(first, 'session:open', { workshopId: null });
  expect(await problemOf(first, slip), 'a real slip in practice').toBe('slip-elsewhere');
  await welcome(first);
  await done(first, 'idea:post', ideaFrom(statement(2)));
  const practised = (await statusOf(first)).participant?.slip ?? '';
  await done(first, 'participant:leave', {});
  expect(await problemOf(first, practised), 'in practice').toBeNull();
  await done(first, 'practice:end', {});
  expect(await problemOf(first, practised)).toBe('slip-elsewhere');

  const other = '00000000-0000-4000-8000-000000000001';
  const entries = cityEntries().map((entry) =>
    entry.kind === 'consultation' && entry.document !== null
      ? { ...entry, id: other, document: { ...entry.document, id: other } }
      : entry,
  );
  const elsewhere = await openHost({
    dataFolder: await enrolledFolder({
      configuration: { ...(await configuration()), consultationId: other, selfService: { idleSeconds: 90 } },
      entries: entries.filter(({ id }) => id !== consultationId),
    }),
  });
  expect(await problemOf(elsewhere, slip)).toBe('slip-elsewhere');

  await done(first, 'receipt:withdraw', { code: slip, id: null });
  expect(await problemOf(first, slip)).toBe('slip-withdrawn');
});

test('the QR code finds, corrects and takes back as the code does', async () => {
  const { kiosk, slip, code } = await visit();
  const typed = await done(kiosk, 'receipt:find', { code });
  expect(await done(kiosk, 'receipt:find', { code: slip })).toEqual(typed);
  expect(await kiosk.call('receipt:find', { code: slip.slice(0, -1) })).toMatchObject({
    problem: 'slip-damaged',
    field: 'code',
  });
  const [own] = typed.contributions;
  const { title, words, language, ...said } = ideaFrom(statement(3));
  const { topicId: _, ...worded } = said;
  const id = own?.id ?? '';
  await done(kiosk, 'receipt:correct', { code: slip, id, replaces: id, title, words, language, ...worded });
  expect((await done(kiosk, 'receipt:find', { code })).contributions).toMatchObject([{ title }]);
  await done(kiosk, 'receipt:withdraw', { code: slip, id });
  expect((await done(kiosk, 'receipt:find', { code })).contributions).toMatchObject([{ state: 'withdrawn' }]);
});

test('who waits at the table with a card is taken up by their slip, and after a restart the slip is the code alone', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  const { participantId } = await openDesk(kiosk);
  await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  const slip = (await statusOf(kiosk)).participant?.slip ?? '';
  await done(kiosk, 'participant:set-aside', {});
  await done(kiosk, 'participant:resume', { ...goesOn, slip });
  const status = await statusOf(kiosk);
  expect(status.participant).toMatchObject({ id: participantId, ideas: 1, slip });
  expect(status.session).toMatchObject({ setAside: [], counts: { participants: 1, returned: 0 } });
  await kiosk.close();
  const again = await openHost({ dataFolder });
  await done(again, 'facilitator:unlock', { pin: PIN });
  const { code } = await done(again, 'idea:post', ideaFrom(statement(1)));
  expect((await statusOf(again)).participant).toMatchObject({ id: participantId, code, slip: null });
});
