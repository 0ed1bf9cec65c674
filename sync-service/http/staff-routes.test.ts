import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StaffOutput, type StaffRoute, staffRoutes } from '../../common/contract/staff-api.ts';
import type { StaffRole } from '../../common/contract/staff-roles.ts';
import { EXPORT_COLUMNS } from '../../common/domain/export-columns.ts';
import { hashSecret, secretMatches } from '../../platform/argon2id.ts';
import { SESSION_COLUMNS } from '../exports/session-csv.ts';
import { support } from '../test-support/contributions.ts';
import { connectKiosk, enrolDevice, startChain } from '../test-support/kiosk.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { addStaff, PASSWORD, pushSession, type Staff, signedIn, staffWith } from '../test-support/staff.ts';

let service: TestService;
let admin: Staff;
let clock = Date.now();

beforeAll(async () => {
  service = await startTestService({ now: () => clock });
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>;
const value = async (path: string) => (await json(await admin.get(path))).value as Record<string, unknown>;
const completeness = async (sessionId: string) =>
  (await value(`/api/staff/sessions/${sessionId}`)).completeness as unknown;
const csvOf = async (sessionId: string, query = '') =>
  (await admin.get(`/api/staff/sessions/${sessionId}/contributions.csv${query}`)).arrayBuffer();
const rowsOf = (text: string, delimiter = ',') =>
  parse(text, { columns: true, delimiter, bom: true }) as Record<string, string>[];

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const addressOf = (route: StaffRoute): string => staffRoutes[route].path.replace(/:\w+/, NOWHERE);
const ROUTES = Object.keys(staffRoutes) as StaffRoute[];
const ROLES: StaffRole[] = ['administrator', 'moderator', 'exporter', 'reader'];
/** Well-formed, about what is not there. */
const INPUTS: { readonly [R in StaffRoute]?: object } = {
  importCarry: { file: '' },
  moderate: { ids: [NOWHERE], decision: 'published' },
  undoModeration: { turn: NOWHERE },
  giveAnswer: { targetId: NOWHERE, targetKind: 'idea', state: 'done', text: {} },
  saveConsultation: {
    id: NOWHERE,
    title: { en: 'a' },
    summary: { en: 'b' },
    opensAt: 1,
    closesAt: 2,
    topics: [],
    consent: { en: 'c' },
    attribution: null,
  },
  saveProposal: { id: null, consultationId: NOWHERE, topicId: null, title: { en: 'a' }, text: { en: 'b' } },
  saveEvent: {
    id: null,
    consultationId: NOWHERE,
    kind: 'talk',
    title: { en: 'a' },
    place: 'b',
    startsAt: 1,
    endsAt: 2,
  },
  removeFromCity: { kind: 'event', id: NOWHERE },
  makeKioskCode: { name: 'k', place: '', consultationId: NOWHERE, languages: ['fr'], facilitators: [] },
  openContacts: { participantIds: [NOWHERE] },
  tellPerson: { participantId: NOWHERE, through: 1 },
  tellExport: { id: NOWHERE, through: 1 },
  saveKiosk: {
    id: NOWHERE,
    name: 'k',
    place: '',
    consultationId: NOWHERE,
    languages: ['fr'],
    facilitators: [],
    selfService: null,
  },
  revokeKiosk: { id: NOWHERE, reason: 'lost' },
  changePassword: { current: 'not the password', next: 'another password' },
  addAccount: { name: 'Zoé', role: 'reader' },
  setAccountRole: { id: NOWHERE, role: 'reader' },
  setAccountClosed: { id: NOWHERE, closed: true },
  resetPassword: { id: NOWHERE },
  keepOut: { id: 1_000_000 },
};
const QUERIES: { readonly [R in StaffRoute]?: string } = {
  listModeration: '?queue=unreviewed',
  exportContributions: `?consultationId=${NOWHERE}`,
};
const ask = (staff: Staff, route: StaffRoute) =>
  staffRoutes[route].method === 'GET'
    ? staff.get(addressOf(route) + (QUERIES[route] ?? ''))
    : staff.post(addressOf(route), INPUTS[route] ?? {});

test.each(ROUTES.filter((route) => route !== 'signIn'))('%s asks who is there', async (route) => {
  for (const cookie of ['', 'perron-staff=guess']) {
    const answer = await ask(staffWith(service, cookie), route);
    expect(answer.status).toBe(401);
    expect(await json(answer)).toEqual({ ok: false, problem: 'signed-out' });
  }
});

test.each(ROLES)('what a %s may do', async (role) => {
  const staff = await signedIn(service, role);
  const statuses: Record<string, number> = {};
  for (const route of ROUTES) {
    if (route !== 'signIn' && route !== 'signOut') statuses[route] = (await ask(staff, route)).status;
  }
  const moderates = role === 'administrator' || role === 'moderator';
  expect(statuses).toEqual({
    listModeration: 200,
    moderate: moderates ? 404 : 403,
    undoModeration: moderates ? 404 : 403,
    listProposals: 200,
    giveAnswer: moderates ? 404 : 403,
    showCity: 200,
    changePassword: 401,
    listQuarantine: moderates ? 200 : 403,
    keepOut: moderates ? 404 : 403,
    listAccounts: role === 'administrator' ? 200 : 403,
    addAccount: role === 'administrator' ? 200 : 403,
    setAccountRole: role === 'administrator' ? 404 : 403,
    setAccountClosed: role === 'administrator' ? 404 : 403,
    resetPassword: role === 'administrator' ? 404 : 403,
    makeKioskCode: role === 'administrator' ? 400 : 403,
    listFeedback: role === 'administrator' || role === 'exporter' ? 200 : 403,
    openContacts: role === 'administrator' || role === 'exporter' ? 200 : 403,
    tellPerson: role === 'administrator' || role === 'exporter' ? 404 : 403,
    showKiosk: role === 'administrator' ? 404 : 403,
    saveKiosk: role === 'administrator' ? 404 : 403,
    revokeKiosk: role === 'administrator' ? 409 : 403,
    saveConsultation: role === 'administrator' ? 404 : 403,
    saveProposal: role === 'administrator' ? 400 : 403,
    saveEvent: role === 'administrator' ? 400 : 403,
    removeFromCity: role === 'administrator' ? 404 : 403,
    listAudit: role === 'administrator' ? 200 : 403,
    me: 200,
    listSessions: 200,
    showSession: 404,
    listContributions: 404,
    importCarry: role === 'administrator' ? 409 : 403,
    exportContributions: role === 'administrator' || role === 'exporter' ? 404 : 403,
    exportSession: role === 'administrator' || role === 'exporter' ? 404 : 403,
    exportProgress: role === 'administrator' || role === 'exporter' ? 404 : 403,
    listExports: role === 'administrator' || role === 'exporter' ? 200 : 403,
    tellExport: role === 'administrator' || role === 'exporter' ? 404 : 403,
    showManifest: role === 'administrator' || role === 'exporter' ? 404 : 403,
    listKiosks: 200,
  });
});

test('the sign-in is a cookie that no script reads and no other site sends, and ends when it should', async () => {
  await addStaff(service, 'Zoë', 'reader');
  const answer = await staffWith(service, '').post('/api/staff/sign-in', { name: 'Zoë', password: PASSWORD });
  expect(await json(answer)).toEqual({ ok: true, value: { name: 'Zoë', role: 'reader' } });
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^perron-staff=[\w-]{44}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  const zoe = staffWith(service, cookie.split(';')[0] ?? '');
  expect((await zoe.get('/api/staff/me')).status).toBe(200);
  clock += 12 * 3_600_000;
  expect((await zoe.get('/api/staff/me')).status, 'after twelve hours').toBe(401);
  admin = await signedIn(service, 'administrator');
  const again = await signedIn(service, 'reader');
  expect((await again.post('/api/staff/sign-out')).status).toBe(200);
  expect((await again.get('/api/staff/me')).status, 'after signing out').toBe(401);
});

test('an administrator adds an account, changes its role, closes it at once and opens it again', async () => {
  const call = async (path: string, body: object, by = admin) =>
    json(await by.post(`/api/staff/${path}`, body));
  const added = await call('accounts', { name: ' Léa ', role: 'reader' });
  const { password } = added.value as { password: string };
  expect(password).toMatch(/^[\w-]{20}$/);
  expect(await call('accounts', { name: 'Léa', role: 'reader' })).toEqual({
    ok: false,
    problem: 'name-taken',
    field: 'name',
  });
  const accounts = async () =>
    (await value('/api/staff/accounts')).accounts as { id: string; name: string; closed: boolean }[];
  const { id } = (await accounts()).find(({ name }) => name === 'Léa') ?? { id: '' };
  const signIn = async (secret: string) => {
    const answer = await staffWith(service, '').post('/api/staff/sign-in', { name: 'Léa', password: secret });
    return staffWith(service, (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  };
  const lea = await signIn(password);
  const me = async (staff: Staff) => json(await staff.get('/api/staff/me'));
  expect(await me(lea)).toEqual({ ok: true, value: { name: 'Léa', role: 'reader' } });
  await call('accounts/role', { id, role: 'moderator' });
  expect((await me(lea)).value, 'at the next request').toEqual({ name: 'Léa', role: 'moderator' });
  await call('accounts/closed', { id, closed: true });
  expect(await me(lea)).toMatchObject({ problem: 'signed-out' });
  expect(await me(await signIn(password)), 'with the right password').toMatchObject({
    problem: 'signed-out',
  });
  await call('accounts/closed', { id, closed: false });
  expect((await me(await signIn(password))).ok).toBe(true);
  expect((await me(lea)).ok, 'an old sign-in stays ended').toBe(false);
  const reset = (await call('accounts/password', { id })).value as { password: string };
  expect((await me(await signIn(password))).ok).toBe(false);
  const again = await signIn(reset.password);
  const short = { current: reset.password, next: 'too short' };
  expect(await call('password', short, again)).toMatchObject({ problem: 'input-invalid', field: 'next' });
  expect(
    await call('password', { ...short, current: 'guess', next: 'long enough, this' }, again),
  ).toMatchObject({
    problem: 'credentials-wrong',
  });
  expect(await call('password', { ...short, next: 'long enough, this' }, again)).toEqual({
    ok: true,
    value: {},
  });
  expect((await me(again)).ok, 'signed out everywhere').toBe(false);
  expect((await me(await signIn('long enough, this'))).ok).toBe(true);
  const own = (await value('/api/staff/me')) as { name: string };
  const ownId = (await accounts()).find(({ name }) => name === own.name)?.id;
  expect(await call('accounts/closed', { id: ownId, closed: true })).toEqual({
    ok: false,
    problem: 'account-own',
  });
  expect(await call('accounts/role', { id: ownId, role: 'reader' })).toMatchObject({
    problem: 'account-own',
  });
  const log = (await value('/api/staff/audit?limit=200')) as {
    entries: { action: string; subject: string }[];
  };
  const changes = log.entries.filter(({ action, subject }) => subject === 'Léa' && !/signed/.test(action));
  expect(changes.map(({ action }) => action).reverse()).toEqual([
    'staff.added',
    'staff.role-changed',
    'staff.closed',
    'staff.opened',
    'staff.password-changed',
    'staff.password-changed',
  ]);
  expect(JSON.stringify(log) + service.logged()).not.toMatch(
    new RegExp(`${password}|${reset.password}|long enough`),
  );
});

test('a wrong password and an unknown name get the same answer, and guessing is slowed down', async () => {
  await addStaff(service, 'Guessed', 'reader');
  const guess = (name: string, password = 'wrong') =>
    staffWith(service, '').post('/api/staff/sign-in', { name, password });
  const [wrong, unknown] = [await guess('Guessed'), await guess('Nobody')];
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(await json(wrong)).toEqual(await json(unknown));
  for (let i = 0; i < 9; i += 1) await guess('Guessed');
  const limited = await guess('Guessed', PASSWORD);
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await json(limited)).toMatchObject({ problem: 'rate-limited' });
  clock += 10 * 60_000;
  expect((await guess('Guessed', PASSWORD)).status).toBe(200);
});

test('another page can change nothing', async () => {
  for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1']) {
    const answer = await admin.post('/api/staff/sign-out', {}, { origin });
    expect(await json(answer)).toEqual({ ok: false, problem: 'caller-refused' });
  }
  expect((await admin.get('/api/staff/me')).status).toBe(200);
});

test.each([
  ['/api/staff/sessions?limit=0', 'limit'],
  ['/api/staff/sessions?limit=1000', 'limit'],
  ['/api/staff/sessions?more=1', 'more'],
  ['/api/staff/sessions/not-an-id', 'sessionId'],
  [`/api/staff/sessions/${NOWHERE}/contributions.csv?separator=tab`, 'separator'],
])('%s names the field at fault', async (path, field) => {
  const answer = await admin.get(path);
  expect(answer.status).toBe(400);
  expect(await json(answer)).toEqual({ ok: false, problem: 'input-invalid', field });
});

test('a session is shown with its counts, its contributions and the proof that all of it is here', async () => {
  const pushed = await pushSession(service, { ideas: [{ title: 'Benches' }, { title: 'Trees' }] });
  const session = await value(`/api/staff/sessions/${pushed.sessionId}`);
  expect(session).toMatchObject({
    kioskName: 'Library kiosk',
    consultationTitle: { en: 'The square' },
    participants: 1,
    ideas: 2,
    comments: 1,
    supports: 1,
    sealed: 0,
    quarantined: 0,
    completeness: { received: 8, expected: 8, verdict: 'complete', findings: [] },
  });
  const first = await value(`/api/staff/sessions/${pushed.sessionId}/contributions?limit=3`);
  const rest = await value(
    `/api/staff/sessions/${pushed.sessionId}/contributions?limit=3&after=${first.next}`,
  );
  expect(rest.next).toBeNull();
  const all = [...(first.contributions as object[]), ...(rest.contributions as object[])];
  expect(all).toMatchObject([
    { kind: 'idea', title: 'Benches', state: 'published', authorship: 'verbatim', seq: 3 },
    { kind: 'idea', title: 'Trees' },
    { kind: 'comment', targetTitle: 'Benches', words: 'Oui, et près de la fontaine.' },
    { kind: 'support', targetTitle: 'Benches', words: null },
  ]);
  const kiosks = (await value('/api/staff/kiosks')).kiosks as {
    id: string;
    records: number;
    online: boolean;
  }[];
  expect(kiosks.find(({ id }) => id === pushed.deviceId)).toMatchObject({ records: 8, online: false });
});

test('a moderator refuses, answers and takes back, and all of it stands in the log', async () => {
  const { ideaIds } = await pushSession(service, { ideas: [{ title: 'Insult' }, { title: 'Benches' }] });
  const [insult, benches] = ideaIds as [string, string];
  const moderator = await signedIn(service, 'moderator');
  const listed = async (queue: string, query = '') =>
    (await json(await moderator.get(`/api/staff/moderation?queue=${queue}&query=${query}&limit=200`)))
      .value as { contributions: { id: string }[]; counts: Record<string, number> };
  const refusal = { ids: [insult], decision: 'refused', reason: 'hurtful', note: 'names a neighbour' };
  const refused = await json(await moderator.post('/api/staff/moderation', refusal));
  const { turn } = refused.value as { turn: string };
  expect(refused.value).toEqual({ turn, changed: 1, withoutConsent: [] });
  expect((await listed('refused')).contributions).toMatchObject([
    { id: insult, decided: { reason: 'hurtful', note: 'names a neighbour' } },
  ]);
  expect((await listed('unreviewed', 'benches')).contributions.map(({ id }) => id)).toContain(benches);
  const answer = {
    targetId: benches,
    targetKind: 'idea',
    state: 'planned',
    text: { fr: ' ', nl: 'In juni' },
  };
  expect((await moderator.post('/api/staff/answers', answer)).status).toBe(200);
  expect(
    (await listed('unreviewed', 'benches')).contributions.find(({ id }) => id === benches),
  ).toMatchObject({
    answer: { state: 'planned', text: { nl: 'In juni' } },
  });
  expect(await json(await moderator.post('/api/staff/moderation/undo', { turn }))).toEqual({
    ok: true,
    value: { undone: 1, decidedSince: 0 },
  });
  expect((await listed('refused')).counts.refused).toBe(0);
  const log = (await value('/api/staff/audit?limit=3')) as {
    entries: { action: string; subject: string }[];
    next: string;
  };
  expect(log.entries.map(({ action, subject }) => [action, subject])).toEqual([
    ['contribution.decision-undone', insult],
    ['idea.answered', benches],
    ['contribution.refused', insult],
  ]);
  const older = (await value(`/api/staff/audit?limit=1&after=${log.next}`)).entries as { action: string }[];
  expect(older.map(({ action }) => action)).toEqual(['staff.signed-in']);
});

test.each([
  [{ ids: [], decision: 'held' }, 'ids'],
  [{ ids: [NOWHERE], decision: 'hidden' }, 'decision'],
  [{ ids: [NOWHERE], decision: 'refused' }, 'reason'],
  [{ ids: [NOWHERE], decision: 'published', reason: 'other' }, 'reason'],
  [{ ids: [NOWHERE], decision: 'held', note: 'x'.repeat(1_001) }, 'note'],
])('a decision that is none names the field at fault: %j', async (body, field) => {
  expect(await json(await admin.post('/api/staff/moderation', body))).toEqual({
    ok: false,
    problem: 'input-invalid',
    field,
  });
});

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
  expect(await save('consultations', again)).toEqual({ ok: true, value: { id } });
  const second = await service.store.city.consultation(id);
  expect(second?.consent).toEqual(stored?.consent);
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
  const city = (await value('/api/staff/city')) as { proposals: { id: string }[] };
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

test('an administrator lets a kiosk in by a code and shuts it out at once', async () => {
  const kiosk = {
    name: ' Chiroux ',
    place: 'Second floor',
    consultationId: service.consultation.id,
    languages: ['fr', 'nl'],
    facilitators: [{ name: 'Amélie', pin: '246810' }],
  };
  const answer = await json(await admin.post('/api/staff/kiosks/code', kiosk));
  const { code } = answer.value as { code: string };
  const device = await enrolDevice({ url: service.url, code });
  const { deviceId, configuration } = device.enrolment;
  expect(configuration).toMatchObject({ name: 'Chiroux', languages: ['fr', 'nl'] });
  expect(configuration.facilitators).toMatchObject([{ name: 'Amélie' }]);
  expect(await secretMatches('246810', configuration.facilitators[0]?.pinHash ?? '')).toBe(true);
  const live = await connectKiosk({ url: service.url, device, chain: startChain() });
  const closed = new Promise((resolve) => live.socket.once('disconnect', resolve));
  expect((await admin.post('/api/staff/kiosks/revoke', { id: deviceId, reason: 'lost' })).status).toBe(200);
  await closed;
  const kiosks = (await value('/api/staff/kiosks')).kiosks as { id: string; revokedAt: number | null }[];
  expect(kiosks.find(({ id }) => id === deviceId)?.revokedAt).toEqual(expect.any(Number));
  const log = (await value('/api/staff/audit?limit=2')).entries as object[];
  expect(log).toMatchObject([
    { action: 'kiosk.revoked', subject: deviceId, detail: 'lost' },
    { action: 'kiosk.code-made', subject: 'Chiroux' },
  ]);
  expect(JSON.stringify(log) + service.logged()).not.toMatch(new RegExp(`246810|${code}`));
  for (const pin of ['123', '12a4', ''])
    expect(
      await json(
        await admin.post('/api/staff/kiosks/code', { ...kiosk, facilitators: [{ name: 'A', pin }] }),
      ),
    ).toEqual({ ok: false, problem: 'input-invalid', field: 'facilitators.0.pin' });
});

test('another setting reaches a connected kiosk at once, and leaves the PINs that nobody changed', async () => {
  const code = await service.makeEnrolmentCode({
    facilitators: [{ id: NOWHERE, name: 'Amélie', pinHash: await hashSecret('246810') }],
  });
  const device = await enrolDevice({ url: service.url, code });
  const { deviceId } = device.enrolment;
  const chain = startChain();
  const live = await connectKiosk({ url: service.url, device, chain });
  const closed = new Promise((resolve) => live.socket.once('disconnect', resolve));
  const shown = (await value(`/api/staff/kiosks/${deviceId}`)) as StaffOutput<'showKiosk'>;
  expect(shown).toMatchObject({ selfService: null, facilitators: [{ id: NOWHERE, name: 'Amélie' }] });
  expect(JSON.stringify(shown)).not.toContain('argon2');
  const settings = {
    ...shown,
    id: deviceId,
    name: 'Chiroux, ground floor',
    selfService: { idleSeconds: 45 },
    facilitators: [
      { id: NOWHERE, name: 'Amélie B.', pin: null },
      { id: null, name: 'Tom', pin: '135790' },
    ],
  };
  expect(await json(await admin.post('/api/staff/kiosks', settings))).toEqual({ ok: true, value: {} });
  await closed;
  const again = await connectKiosk({ url: service.url, device, chain, encodings: ['plain'] });
  const { configuration } = again.welcome;
  expect(configuration).toMatchObject({ name: 'Chiroux, ground floor', selfService: { idleSeconds: 45 } });
  const [amelie, tom] = configuration.facilitators;
  expect(amelie).toMatchObject({ id: NOWHERE, name: 'Amélie B.' });
  expect(await secretMatches('246810', amelie?.pinHash ?? '')).toBe(true);
  expect(await secretMatches('135790', tom?.pinHash ?? '')).toBe(true);
  again.socket.disconnect();
  const older = await connectKiosk({ url: service.url, device, chain });
  expect(older.welcome.configuration).not.toHaveProperty('selfService');
  older.socket.disconnect();
  for (const [change, field] of [
    [{ facilitators: [{ id: null, name: 'Zoé', pin: null }] }, 'facilitators.0.pin'],
    [{ consultationId: NOWHERE }, 'consultationId'],
    [{ selfService: { idleSeconds: 1 } }, 'selfService.idleSeconds'],
  ] as const)
    expect(await json(await admin.post('/api/staff/kiosks', { ...settings, ...change }))).toEqual({
      ok: false,
      problem: 'input-invalid',
      field,
    });
  const log = (await value('/api/staff/audit?limit=1')).entries;
  expect(log).toMatchObject([{ action: 'kiosk.configured', subject: deviceId }]);
});

test('records in quarantine are shown as they came with the rule they broke, and are kept out once', async () => {
  const { device, chain } = await pushSession(service, { ideas: [], kioskName: 'Quarantined' });
  const kiosk = await connectKiosk({ url: service.url, device, chain });
  const hostile = '<b>odd</b>'.repeat(1_000);
  for (const odd of [1, hostile]) chain.add('participant.left', { odd } as never);
  await kiosk.push(chain.made.slice(-2));
  kiosk.socket.disconnect();
  const moderator = await signedIn(service, 'moderator');
  const page = async (query = '') =>
    (await json(await moderator.get(`/api/staff/quarantine${query}`))).value as {
      records: { id: number; body: string; decision: string | null }[];
      next: string | null;
    };
  const [latest, before] = (await page('?limit=2')).records;
  expect([latest, before]).toMatchObject([
    { rule: 'payload-invalid', kioskName: 'Quarantined', kind: 'participant.left', decision: null },
    { rule: 'payload-invalid', decision: null },
  ]);
  expect(latest?.body).toHaveLength(4_000);
  expect(latest?.body).toContain('<b>odd</b>');
  const keepOut = () => moderator.post('/api/staff/quarantine/keep-out', { id: latest?.id });
  expect((await keepOut()).status).toBe(200);
  expect((await keepOut()).status).toBe(404);
  const all = (await page('?limit=200')).records;
  expect(all.find(({ id }) => id === latest?.id)?.decision).toBe('refused');
  expect(
    all.findIndex(({ id }) => id === latest?.id),
    'after what waits',
  ).toBeGreaterThan(all.findIndex(({ id }) => id === before?.id));
  const first = await page('?limit=1');
  expect((await page(`?limit=1&after=${first.next}`)).records[0]?.id).toBe(all[1]?.id);
  const kiosks = (await value('/api/staff/kiosks')).kiosks as { name: string; quarantined: number }[];
  expect(kiosks.find(({ name }) => name === 'Quarantined')?.quarantined).toBe(1);
  expect((await value('/api/staff/audit?limit=1')).entries).toMatchObject([
    { action: 'record.kept-out', detail: 'payload-invalid' },
  ]);
});

test('sessions are listed page by page, the latest first', async () => {
  const pushed = [];
  for (const kioskName of ['One', 'Two', 'Three']) {
    pushed.push((await pushSession(service, { ideas: [], kioskName })).sessionId);
  }
  const first = await value('/api/staff/sessions?limit=2');
  const second = await value(`/api/staff/sessions?limit=2&after=${first.next}`);
  const ids = [...(first.sessions as { id: string }[]), ...(second.sessions as { id: string }[])].map(
    ({ id }) => id,
  );
  expect(ids.slice(0, 3)).toEqual(pushed.reverse());
});

test('an open session promises no number', async () => {
  const { sessionId } = await pushSession(service, { ideas: [{}], closed: false });
  expect(await completeness(sessionId)).toEqual({
    received: 6,
    expected: null,
    verdict: 'not-provable',
    findings: [],
  });
});

test.each([
  ['a deleted record', 'missing', `DELETE FROM records WHERE session_id = ? AND seq = 4`, 4, 4],
  ['a deleted opening', 'missing', `DELETE FROM records WHERE session_id = ? AND seq = 1`, 1, 1],
  ['a cut-off end', 'truncated', `DELETE FROM records WHERE session_id = ? AND seq > 5`, 6, 8],
  [
    'an altered payload',
    'payload-altered',
    `UPDATE records SET body = replace(body, 'Trees', 'Roads') WHERE session_id = ? AND seq = 4`,
    4,
    4,
  ],
  [
    'an altered header',
    'header-altered',
    `UPDATE records SET header = replace(header, '"mode":"assisted"', '"mode":"self-service"')
     WHERE session_id = ? AND seq = 5`,
    5,
    5,
  ],
  [
    'a record taken out of its session',
    'header-altered',
    `UPDATE records SET session_id = NULL WHERE session_id = ? AND seq = 5`,
    5,
    5,
  ],
  [
    'a comment made a support',
    'header-altered',
    `UPDATE records SET kind = 'support' WHERE session_id = ? AND seq = 5`,
    5,
    5,
  ],
  ['the loss of all of it', 'truncated', `DELETE FROM records WHERE session_id = ?`, 1, 8],
  [
    'two exchanged records',
    'swapped',
    `WITH pair AS MATERIALIZED (SELECT * FROM records WHERE session_id = ? AND seq IN (3, 4))
     UPDATE records SET (header, body, hash) =
       (SELECT header, body, hash FROM pair WHERE pair.seq = 7 - records.seq)
     WHERE ordinal IN (SELECT ordinal FROM pair)`,
    3,
    4,
  ],
])('%s is found: %s', async (_, finding, sql, from, to) => {
  const { sessionId, chain } = await pushSession(service, {
    ideas: [{ title: 'Benches' }, { title: 'Trees' }],
  });
  expect(await completeness(sessionId)).toMatchObject({ verdict: 'complete' });
  const db = new Database(service.databaseFile);
  expect(db.prepare(sql).run(sessionId).changes).toBeGreaterThan(0);
  db.close();
  expect(await completeness(sessionId)).toMatchObject({
    verdict: 'incomplete',
    findings: [{ finding, chainId: chain.chainId, from, to }],
  });
});

test('two records that claim one place are shown as a fork, and a wrong count as such', async () => {
  const { sessionId, chain, device } = await pushSession(service, { ideas: [{}], extraCount: 1 });
  const { chainId } = chain;
  const wrongCount = { finding: 'count-wrong', chainId, from: 7, to: 7 };
  expect(await completeness(sessionId)).toMatchObject({ received: 7, expected: 8, findings: [wrongCount] });
  const copy = startChain({ chainId });
  for (const seq of [1, 2, 3]) copy.add('participant.left', {}, { sessionId, at: seq });
  const kiosk = await connectKiosk({ url: service.url, device, chain: { chainId, head: copy.head } });
  expect(await kiosk.push(copy.made.slice(2))).toMatchObject({
    ok: true,
    value: { quarantined: [{ index: 0, rule: 'seq-conflict' }] },
  });
  kiosk.socket.disconnect();
  const forked = { finding: 'forked', chainId, from: 3, to: 3 };
  expect(await completeness(sessionId)).toMatchObject({
    verdict: 'incomplete',
    findings: [forked, wrongCount],
  });
});

test('a session reaches the city as CSV and reads back as what was typed', async () => {
  const words = [
    '=HYPERLINK("http://evil","x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tcell',
    '\rcell',
    'line\nbreak',
    'a "quoted" word',
    "'apostrophe",
    'semi;colon, comma',
    ' spaced ',
    '\u202emirrored',
    'مرحبا',
    'bell \u0007',
    '😀',
  ];
  const { sessionId, ideaIds, chain } = await pushSession(service, {
    ideas: words.map((text) => ({ title: text.trim() === '' ? 'x' : text, words: text })),
  });
  const bytes = Buffer.from(await csvOf(sessionId));
  const text = bytes.toString('utf8');
  expect(text.split('\r\n')[0]).toBe(SESSION_COLUMNS.join(','));
  const rows = rowsOf(text);
  expect(rows).toHaveLength(words.length + 2);
  for (const [index, typed] of words.entries()) {
    const row = rows[index];
    expect(row?.words, typed).toBe(/^[=+\-@\t\r]/.test(typed) ? `'${typed}` : typed);
    expect(row).toMatchObject({
      id: ideaIds[index],
      kind: 'idea',
      session_id: sessionId,
      seq: String(index + 3),
      chain_id: chain.chainId,
      consent_version: 'v1',
      read_back: 'aloud',
      state: 'published',
      supports: index === 0 ? '1' : '0',
    });
    expect(new Date(row?.recorded_at ?? '').toISOString()).toBe(row?.recorded_at);
  }
  const forExcel = Buffer.from(await csvOf(sessionId, '?separator=semicolon&bom=true'));
  expect([...forExcel.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(rowsOf(forExcel.toString(), ';')).toEqual(rows);
});

test('a long session is exported whole, page after page', async () => {
  const ideas = Array.from({ length: 450 }, (_, i) => ({ title: `Idea ${i}` }));
  const { sessionId } = await pushSession(service, { ideas });
  const rows = rowsOf(Buffer.from(await csvOf(sessionId)).toString());
  expect(rows.slice(0, 450).map(({ title }) => title)).toEqual(ideas.map(({ title }) => title));
});

test('a consultation is exported whole or narrowed, as CSV and as JSON Lines, with what the city decided', async () => {
  const other = await startTestService();
  const staff = await signedIn(other, 'administrator');
  const titles = ['=1+1', 'Trees', ...Array.from({ length: 1_100 }, (_, i) => `Idea ${i}`)];
  const { ideaIds } = await pushSession(other, { ideas: titles.map((title) => ({ title })) });
  const [first, second] = ideaIds as [string, string];
  await staff.post('/api/staff/answers', {
    targetId: first,
    targetKind: 'idea',
    state: 'planned',
    text: { fr: 'En juin' },
  });
  await staff.post('/api/staff/moderation', { ids: [second], decision: 'refused', reason: 'duplicate' });
  const consultationId = other.consultation.id;
  const take = async (query: string) => {
    const answer = await staff.get(
      `/api/staff/contributions/export?consultationId=${consultationId}${query}`,
    );
    expect(answer.status, query).toBe(200);
    return { answer, text: await answer.text() };
  };
  const csv = await take('');
  expect(csv.answer.headers.get('content-disposition')).toMatch(
    /filename="perron-contributions-[\d-]+\.csv"/,
  );
  const rows = rowsOf(csv.text);
  expect(Object.keys(rows[0] ?? {})).toEqual(EXPORT_COLUMNS);
  expect(rows).toHaveLength(titles.length + 2);
  expect(rows.slice(0, titles.length).map(({ title }) => title)).toEqual(["'=1+1", ...titles.slice(1)]);
  expect(rows[0]).toMatchObject({
    id: first,
    kiosk: 'Library kiosk',
    state: 'published',
    supports: '1',
    comments: '1',
    answer_state: 'planned',
  });
  expect(rows[1]).toMatchObject({ state: 'refused', decision: 'refused', reason: 'duplicate' });
  expect(rows.at(-2)).toMatchObject({ kind: 'comment', target_title: "'=1+1", supports: '' });
  expect(rows.at(-1)).toMatchObject({ kind: 'support', target_id: first, words: '', state: 'published' });
  const lines = (await take('&format=jsonl')).text.trimEnd().split('\n');
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(parsed).toHaveLength(rows.length);
  expect(parsed[0]).toMatchObject({ id: first, title: '=1+1', answer: { fr: 'En juin' }, supports: 1 });
  for (const [query, expected] of [
    ['&kind=comment', 1],
    ['&kind=support', 1],
    ['&kind=support&language=fr', 0],
    ['&kind=support&state=held', 0],
    ['&state=refused', 1],
    ['&language=nl', 0],
    ['&language=fr&kind=idea&state=published', titles.length - 1],
    ['&to=1', 0],
    ['&from=1', rows.length],
  ] as const)
    expect(rowsOf((await take(query)).text), query).toHaveLength(expected);
  const log = (await json(await staff.get('/api/staff/audit?limit=1'))).value as { entries: object[] };
  expect(log.entries).toMatchObject([
    { action: 'consultation.exported', subject: consultationId, detail: 'csv, from 1970-01-01' },
  ]);
  const wrong = await staff.get(
    `/api/staff/contributions/export?consultationId=${consultationId}&from=never`,
  );
  expect(await json(wrong)).toEqual({ ok: false, problem: 'input-invalid', field: 'from' });
  await other.close();
});

test('an export is a download that is not kept, and stands in the log of what staff did', async () => {
  const { sessionId } = await pushSession(service, { ideas: [] });
  const answer = await admin.get(`/api/staff/sessions/${sessionId}/contributions.csv`);
  await answer.arrayBuffer();
  expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="perron-session-[\d-]+-\w+\.csv"$/,
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const db = new Database(service.databaseFile, { readonly: true });
  const entries = db.prepare(`SELECT action, subject FROM audit WHERE subject = ?`).all(sessionId);
  const everything = JSON.stringify(db.prepare('SELECT * FROM audit').all());
  db.close();
  expect(entries).toEqual([{ action: 'session.exported', subject: sessionId }]);
  expect(everything).not.toContain(PASSWORD);
  expect(service.logged()).not.toContain(PASSWORD);
});

test('no page of the service may load or run anything from elsewhere', async () => {
  const answer = await fetch(`${service.url}/staff/`, { redirect: 'manual' });
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect((await fetch(service.url, { redirect: 'manual' })).headers.get('location')).toBe('/staff/');
});
