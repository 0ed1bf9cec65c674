/** Paper forms: one person each, found again by the number on the strip, and never twice. */
import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeReceiptCode } from '../../common/domain/receipt-code.ts';
import { expectIntact, recordsIn } from './test-support/chain.ts';
import { PIN, proposalId } from './test-support/city.ts';
import { statement } from './test-support/contributions.ts';
import { consents, done, enrolledFolder, openHost, welcome } from './test-support/host.ts';

const { title, words } = statement(0);
const form = (changes: object = {}) => ({
  number: makeReceiptCode(randomInt),
  language: 'en',
  consents: [{ ...consents[0], manner: 'signed-on-paper' as const }],
  contribution: { idea: { title, words, topicId: null }, comment: null },
  ...changes,
});

const openWorkshop = async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  return { kiosk, dataFolder };
};

test('each form is a person with an idea or a comment, who has come and gone', async () => {
  const { kiosk, dataFolder } = await openWorkshop();
  await done(kiosk, 'form:enter', form());
  const comment = { targetId: proposalId, targetKind: 'proposal' as const, words };
  await done(kiosk, 'form:enter', form({ contribution: { idea: null, comment }, number: null }));
  const { participant, session } = await done(kiosk, 'kiosk:status', {});
  expect(participant).toBeNull();
  expect(session?.counts).toMatchObject({ participants: 2, ideas: 1, comments: 1 });
  await kiosk.close();
  const records = recordsIn(dataFolder);
  expectIntact(records);
  expect(records.map(({ header }) => header.kind).slice(1)).toEqual([
    'participant.welcomed',
    'idea',
    'receipt.issued',
    'participant.left',
    'participant.welcomed',
    'comment',
    'participant.left',
  ]);
  expect(records[2]?.payload).toMatchObject({ authorship: 'verbatim', readBack: 'on-paper', words });
  expect(new Set(records.slice(1, 5).map(({ header }) => header.participantId)).size).toBe(1);
});

test('whoever kept the strip finds what they wrote', async () => {
  const { kiosk } = await openWorkshop();
  const filled = form();
  await done(kiosk, 'form:enter', filled);
  const { contributions } = await done(kiosk, 'receipt:find', { code: filled.number });
  expect(contributions).toMatchObject([{ kind: 'idea', title, words, state: 'waiting' }]);
});

test('a form is not entered twice, and a misread number not at all', async () => {
  const { kiosk, dataFolder } = await openWorkshop();
  const filled = form();
  await done(kiosk, 'form:enter', filled);
  const before = recordsIn(dataFolder).length;
  const again = { ...filled, number: filled.number.toLowerCase() };
  expect(await kiosk.call('form:enter', again)).toEqual({
    ok: false,
    problem: 'form-entered',
    field: 'number',
  });
  const other = filled.number.startsWith('A') ? 'B' : 'A';
  expect(await kiosk.call('form:enter', form({ number: other + filled.number.slice(1) }))).toMatchObject({
    problem: 'code-malformed',
    field: 'number',
  });
  expect(recordsIn(dataFolder)).toHaveLength(before);
});

test('nothing of a form is recorded when a part of it cannot be', async () => {
  const { kiosk, dataFolder } = await openWorkshop();
  const before = recordsIn(dataFolder).length;
  const [yes] = consents;
  const idea = { title, words, topicId: 'nowhere' };
  for (const [changes, problem] of [
    [{ consents: [{ ...yes, given: false }] }, 'consent-missing'],
    [{ consents: [{ ...yes, version: 'v0' }] }, 'consent-outdated'],
    [{ firstName: 'Ana' }, 'input-invalid'],
    [{ contribution: { idea, comment: null } }, 'topic-unknown'],
    [{ contribution: { idea: null, comment: null } }, 'input-invalid'],
  ] as const)
    expect(await kiosk.call('form:enter', form(changes))).toMatchObject({ problem });
  expect(recordsIn(dataFolder)).toHaveLength(before);
});

test('forms wait until nobody is being helped, and belong to a workshop', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  expect(await kiosk.call('form:enter', form())).toMatchObject({ problem: 'facilitator-locked' });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  expect(await kiosk.call('form:enter', form())).toMatchObject({ problem: 'session-absent' });
  await done(kiosk, 'session:open', { workshopId: null });
  await welcome(kiosk);
  expect(await kiosk.call('form:enter', form())).toMatchObject({ problem: 'participant-present' });
});
