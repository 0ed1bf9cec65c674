import { afterAll, beforeAll, expect, test } from 'vitest';
import { support } from '../../test-support/contributions.ts';
import { connectKiosk } from '../../test-support/kiosk.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { answered, json, pushSession, type Staff, signedIn } from '../../test-support/staff.ts';

let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const value = (path: string) => answered(admin, path);

test('a consultation is written, changed and filled on the page, and another wording of consent is another version', async () => {
  const save = async (path: string, body: object) => json(await admin.post(`/api/staff/${path}`, body));
  const written = {
    id: null,
    title: { fr: 'Le parc', nl: ' ' },
    summary: { fr: 'Que faire du parc ?' },
    opensAt: 1_000,
    closesAt: 2_000,
    topics: [
      { id: null, label: { fr: 'École & jeunesse' } },
      { id: null, label: { fr: 'Ecole jeunesse' } },
      { id: null, label: { ar: 'حديقة' } },
    ],
    consent: { fr: 'La ville publie mes mots.' },
    attribution: null,
  };
  const made = await save('consultations', written);
  const { id } = made.value as { id: string };
  const stored = await service.store.city.consultation(id);
  expect(stored).toMatchObject({
    title: { fr: 'Le parc' },
    topics: [{ id: 'ecole-jeunesse' }, { id: 'ecole-jeunesse-2' }, { id: 'topic' }],
  });
  expect(stored?.title).not.toHaveProperty('nl');
  const again = { ...written, id, topics: stored?.topics.slice(1), title: { fr: 'Le grand parc' } };
  const reviewed = { ...again, reviewFirst: true };
  expect(await save('consultations', reviewed)).toEqual({ ok: true, value: { id } });
  expect(await service.store.city.consultation(id)).toMatchObject({ reviewFirst: true });
  expect(await save('consultations', again)).toEqual({ ok: true, value: { id } });
  const second = await service.store.city.consultation(id);
  expect(second?.consent).toEqual(stored?.consent);
  expect(second).not.toHaveProperty('reviewFirst');
  expect(second?.topics.map((topic) => topic.id)).toEqual(['ecole-jeunesse-2', 'topic']);
  await save('consultations', { ...again, consent: { fr: 'La ville publie mes mots et mon prénom.' } });
  expect((await service.store.city.consultation(id))?.consent.version).not.toBe(stored?.consent.version);

  const proposal = {
    consultationId: id,
    topicId: 'topic',
    title: { fr: 'Un étang' },
    text: { fr: 'Avec des canards.' },
  };
  const pond = (await save('proposals', { ...proposal, id: null })).value as { id: string };
  expect(await save('proposals', { ...proposal, id: null, topicId: 'none' })).toMatchObject({
    field: 'topicId',
  });
  const elsewhere = { ...proposal, id: pond.id, topicId: null, consultationId: service.consultation.id };
  expect(await save('proposals', elsewhere)).toMatchObject({ field: 'consultationId' });
  const event = {
    id: null,
    consultationId: id,
    kind: 'workshop',
    title: { fr: 'Atelier' },
    place: 'Chiroux',
  };
  expect(await save('events', { ...event, startsAt: 5, endsAt: 5 })).toMatchObject({ field: 'endsAt' });
  const workshop = (await save('events', { ...event, startsAt: 5, endsAt: 6 })).value as { id: string };
  const feed = async () =>
    (
      await service.store.feed.page({ scope: id, position: 0, limit: 99, maxBytes: 1e6, tombstones: true })
    ).entries.map(({ kind, document }) => [kind, document !== null]);
  expect(await feed()).toEqual([
    ['consultation', true],
    ['proposal', true],
    ['event', true],
  ]);
  await service.store.answers.give({
    target: { id: pond.id, kind: 'proposal' },
    answer: { state: 'done', text: {} },
    at: 1,
    accountId: (await service.store.staff.accounts())[0]?.id ?? '',
  });
  await save('proposals', { ...proposal, id: pond.id, text: { fr: 'Sans canards.' } });
  const city = (await value('/api/staff/proposals?query=CANARDS')) as { proposals: { id: string }[] };
  expect(city.proposals.find((one) => one.id === pond.id)).toMatchObject({
    text: { fr: 'Sans canards.' },
    answer: { state: 'done' },
  });
  for (const [kind, gone] of [
    ['event', workshop.id],
    ['proposal', pond.id],
  ])
    expect(await save('city/remove', { kind, id: gone })).toEqual({ ok: true, value: {} });
  expect((await feed()).filter(([, present]) => present)).toEqual([['consultation', true]]);
  const log = (await value('/api/staff/audit?limit=3')).entries as { action: string; subject: string }[];
  expect(log.map(({ action, subject }) => [action, subject])).toEqual([
    ['proposal.removed', pond.id],
    ['event.removed', workshop.id],
    ['proposal.saved', pond.id],
  ]);
});

test('a proposal that people support stays', async () => {
  const consultationId = service.consultation.id;
  const made = await json(
    await admin.post('/api/staff/proposals', {
      id: null,
      consultationId,
      topicId: null,
      title: { en: 'Trees' },
      text: { en: 'Forty.' },
    }),
  );
  const { id } = made.value as { id: string };
  const { device, chain } = await pushSession(service, { ideas: [] });
  const kiosk = await connectKiosk({ url: service.url, device, chain });
  const { lines } = chain.add('support', support(consultationId, id, 'proposal'));
  await kiosk.push([lines]);
  kiosk.socket.disconnect();
  const answer = await admin.post('/api/staff/city/remove', { kind: 'proposal', id });
  expect([answer.status, await json(answer)]).toEqual([409, { ok: false, problem: 'document-in-use' }]);
});

test('how a city looks reaches the kiosks as a plain picture in colours that can be read, and staff are told', async () => {
  const save = async (look: object | null, id: string | null = null) =>
    json(
      await admin.post('/api/staff/consultations', {
        id,
        title: { fr: 'Le parc' },
        summary: { fr: 'Que faire du parc ?' },
        opensAt: 1_000,
        closesAt: 2_000,
        topics: [],
        consent: { fr: 'La ville publie mes mots.' },
        attribution: null,
        look,
      }),
    );
  const logo = {
    type: 'svg',
    markup: '<!-- x --><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
  };
  const look = { name: 'Liège', colours: { ground: '#ffd500', words: '#ffffff' }, logo };
  const made = await save(look);
  const { id } = made.value as { id: string };
  const { colours, ...shown } = (await service.store.city.consultation(id))?.look ?? {};
  expect(shown).toEqual({ name: 'Liège', logo: { ...logo, markup: logo.markup.replace('<!-- x -->', '') } });
  expect(colours).not.toEqual(look.colours);
  expect(made.value).toEqual({ id, corrected: colours });
  const plain = { ...look, colours: { ground: '#b5121b', words: '#ffffff' } };
  expect((await save(plain, id)).value).toEqual({ id });
  for (const [change, field] of [
    [{ logo: { type: 'svg', markup: '<svg><script/></svg>' } }, 'look.logo'],
    [{ logo: { type: 'png', data: 'AAAA' } }, 'look.logo'],
    [{ colours: { ground: 'red', words: '#ffffff' } }, 'look.colours.ground'],
    [{ name: ' ' }, 'look.name'],
  ] as const)
    expect(await save({ ...look, ...change }, id)).toEqual({ ok: false, problem: 'input-invalid', field });
  await save(null, id);
  expect(await service.store.city.consultation(id)).not.toHaveProperty('look');
});
