/** A first name for everybody to read, and a way to reach a person that nobody reads but the holder of the city's key. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeSealKeys } from '../../platform/sealed-file.ts';
import { openContact } from '../../sync-service/staff-page/personal-data-key.ts';
import type { TestService } from '../../sync-service/test-support/service.ts';
import { addStaff } from '../../sync-service/test-support/staff.ts';
import type { Kiosk } from './compose.ts';
import { PIN } from './test-support/city.ts';
import { consents, done, withStore } from './test-support/host.ts';
import { allAcknowledged, enrolledKiosk, startService, untilStatus } from './test-support/synced.ts';

const contact = {
  preference: 'letter',
  name: 'Marked-Name-71',
  reach: 'Marked street 72\n4000 Liège',
} as const;
const answers = (given: { name: boolean; contact: boolean; words?: boolean }) => [
  ...consents.map((consent) => ({ ...consent, given: given.words ?? true })),
  ...(given.words === false
    ? []
    : [{ ...consents[0], purpose: 'show-first-name' as const, given: given.name }]),
  { ...consents[0], purpose: 'contact-me' as const, given: given.contact },
];
const rest = {
  topicId: null,
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;
const idea = { title: 'Benches', words: 'Benches on the way to the market', ...rest };

/** Every file of a folder as it lies on the disk now, logs and all. */
const disk = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n');

async function askingService(): Promise<{ service: TestService; identity: string }> {
  const service = await startService();
  const { identity, recipient } = await makeSealKeys();
  await service.store.personalData.addRecipient({ recipient, at: 1 });
  const further = [
    { purpose: 'show-first-name' as const, wording: { en: 'My first name may be shown.' } },
    { purpose: 'contact-me' as const, wording: { en: 'The city may contact me.' } },
  ];
  await service.store.city.save([{ kind: 'consultation', document: { ...service.consultation, further } }]);
  return { service, identity };
}

async function openWorkshop(
  service: TestService,
  workshopId: string | null = null,
): Promise<{ kiosk: Kiosk; dataFolder: string }> {
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await untilStatus(kiosk, ({ consultation }) => consultation?.further?.length === 2);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId });
  return { kiosk, dataFolder };
}

test('contact details lie sealed on every disk, and the key on the page of its holder opens them', async () => {
  const { service, identity } = await askingService();
  const { kiosk, dataFolder } = await openWorkshop(service);
  const given = { name: true, contact: true };
  await done(kiosk, 'participant:welcome', {
    language: 'en',
    consents: answers(given),
    firstName: 'Aïcha',
    contact,
  });
  expect(disk(dataFolder)).not.toContain('Marked');
  expect(JSON.stringify(await done(kiosk, 'kiosk:status', {}))).not.toContain('Marked');
  const { id } = await done(kiosk, 'idea:post', idea);
  await untilStatus(kiosk, allAcknowledged);
  await done(kiosk, 'participant:leave', {});
  const shown = await done(kiosk, 'target:show', { targetId: id, targetKind: 'idea', after: null, limit: 1 });
  expect(shown.idea).toMatchObject({ author: 'Aïcha' });
  expect(disk(dataFolder) + disk(service.dataFolder) + service.logged()).not.toContain('Marked');

  const { feedback, answers: said } = service.store;
  const page = { told: false, after: null, words: [], limit: 10 };
  expect(await feedback.counts()).toEqual({ toTell: 0, reachable: 1 });
  expect(await feedback.page(page), 'before the city has said anything').toEqual([]);
  await addStaff(service, 'Ann', 'administrator');
  const accountId = (await service.store.staff.accountByName('Ann'))?.id ?? '';
  const by = { at: 1_000, accountId };
  const target = { id, kind: 'idea' } as const;
  await said.give({ target, answer: { state: 'planned', text: {} }, ...by });
  const [person] = await feedback.page(page);
  expect(person).toMatchObject({ preference: 'letter', language: 'en', newsAt: 1_000, told: null });
  const participantId = person?.participantId ?? '';
  const [sealed] = await feedback.contacts({ participantIds: [participantId], ...by });
  expect(await openContact(sealed?.sealed ?? '', identity)).toEqual({
    name: contact.name,
    reach: contact.reach,
  });
  expect(await openContact(sealed?.sealed ?? '', (await makeSealKeys()).identity)).toBeNull();

  expect(await feedback.tell({ participantId, through: 1_000, ...by })).toBe(true);
  expect(await feedback.page(page)).toEqual([]);
  expect(await feedback.page({ ...page, told: true })).toMatchObject([{ told: { by: 'Ann', at: 1_000 } }]);
  await said.give({ target, answer: { state: 'done', text: {} }, accountId, at: 2_000 });
  expect(await feedback.page(page), 'another answer is news').toMatchObject([{ newsAt: 2_000, told: null }]);
  await feedback.tell({ participantId, through: 2_000, ...by });
  await feedback.tell({ participantId, through: 0, ...by });
  expect(await feedback.counts(), 'not told after all').toEqual({ toTell: 1, reachable: 1 });
  await said.give({ target, answer: null, accountId, at: 3_000 });
  expect(await feedback.counts(), 'taken back').toEqual({ toTell: 0, reachable: 1 });
  expect(await feedback.tell({ participantId: id, through: 1, ...by })).toBe(false);

  await kiosk.close();
  const erased = withStore(dataFolder, (store) =>
    store.records.eraseWords({ chainId: store.device.chainId() ?? '', through: 1_000, limit: 1_000 }),
  );
  expect(erased, 'the welcome with its name, the contact and the idea').toHaveLength(3);
});

test('who would be told in person is asked for a name alone, and where they took part is sealed with it', async () => {
  const { service, identity } = await askingService();
  const workshop = {
    id: '0190f7c2-0000-7000-8000-00000000d201',
    consultationId: service.consultation.id,
    kind: 'workshop',
    title: { en: 'Workshop' },
    place: 'Parish hall',
    startsAt: 1,
    endsAt: 2,
  } as const;
  await service.store.city.save([{ kind: 'event', document: workshop }]);
  const { kiosk } = await openWorkshop(service, workshop.id);
  const told = async (people: number) => {
    await done(kiosk, 'participant:welcome', {
      language: 'en',
      consents: answers({ name: false, contact: true }),
      contact: { preference: 'here', name: 'Marked-Name-71' },
    });
    const { id } = await done(kiosk, 'idea:post', idea);
    await done(kiosk, 'participant:leave', {});
    await untilStatus(kiosk, allAcknowledged);
    expect(await service.store.feedback.counts()).toEqual({ toTell: people - 1, reachable: people });
    const accountId = (await service.store.staff.accountByName('Ann'))?.id ?? '';
    const by = { at: people, accountId };
    const target = { id, kind: 'idea' } as const;
    await service.store.answers.give({ target, answer: { state: 'planned', text: {} }, ...by });
    const page = { told: false, after: null, words: [], limit: 10 };
    const person = (await service.store.feedback.page(page)).find(({ newsAt }) => newsAt === people);
    const { participantId = '', preference } = person ?? {};
    const [sealed] = await service.store.feedback.contacts({ participantIds: [participantId], ...by });
    return { preference, contact: await openContact(sealed?.sealed ?? '', identity) };
  };
  await addStaff(service, 'Ann', 'administrator');
  const here = { preference: 'here', contact: { name: 'Marked-Name-71', reach: 'Parish hall' } };
  expect(await told(1)).toEqual(here);
  await done(kiosk, 'session:close', {});
  await done(kiosk, 'session:open', { workshopId: null });
  expect(await told(2), 'where staff say that the kiosk stands').toEqual({
    ...here,
    contact: { ...here.contact, reach: 'Chiroux' },
  });
});

test('nothing is taken without the yes to it, and no yes without what it is about', async () => {
  const { service } = await askingService();
  const { kiosk } = await openWorkshop(service);
  const welcome = (input: object) => kiosk.call('participant:welcome', { language: 'en', ...input });
  const all = { firstName: 'Aïcha', contact };
  for (const [input, expected] of [
    [{ consents: [...consents] }, { problem: 'consent-missing' }],
    [{ consents: answers({ name: false, contact: true }), ...all }, { field: 'firstName' }],
    [{ consents: answers({ name: true, contact: false }), ...all }, { field: 'contact' }],
    [{ consents: answers({ name: true, contact: true }), firstName: 'Aïcha' }, { field: 'contact' }],
    [{ consents: answers({ name: true, contact: true }), contact }, { field: 'firstName' }],
    [
      { consents: answers({ name: true, contact: true }), ...all, contact: { ...contact, reach: ' ' } },
      { field: 'contact.reach' },
    ],
    [
      {
        consents: answers({ name: true, contact: true }),
        ...all,
        contact: { preference: 'here', name: ' ' },
      },
      { field: 'contact.name' },
    ],
    [
      {
        consents: answers({ name: true, contact: true }),
        ...all,
        contact: { ...contact, preference: 'here' },
      },
      { problem: 'input-invalid' },
    ],
    [
      { consents: answers({ name: true, contact: true }), ...all, firstName: 'x'.repeat(61) },
      { field: 'firstName' },
    ],
  ] as const)
    expect(await welcome(input)).toMatchObject({ ok: false, ...expected });
  expect((await done(kiosk, 'kiosk:status', {})).participant).toBeNull();
  expect(await welcome({ consents: answers({ name: false, contact: false }) })).toMatchObject({ ok: true });
});

test('who says no to publishing is asked for no first name, and may be told the answer all the same', async () => {
  const { service } = await askingService();
  const { kiosk } = await openWorkshop(service);
  const given = { name: false, contact: true, words: false };
  await done(kiosk, 'participant:welcome', { language: 'en', consents: answers(given), contact });
  await untilStatus(kiosk, allAcknowledged);
  expect(await service.store.feedback.counts()).toEqual({ toTell: 0, reachable: 1 });
});
