import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StaffRoute, staffRoutes } from '../../common/contract/staff-api.ts';
import type { StaffRole } from '../../common/contract/staff-roles.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { json, NOWHERE, type Staff, signedIn, staffWith } from '../test-support/staff.ts';

let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const addressOf = (route: StaffRoute): string => staffRoutes[route].path.replace(/:\w+/, NOWHERE);
const ROUTES = Object.keys(staffRoutes) as StaffRoute[];
const ROLES: StaffRole[] = ['administrator', 'moderator', 'exporter', 'reader'];
/** Well-formed, about what is not there. */
const INPUTS: { readonly [R in StaffRoute]?: object } = {
  importCarry: { file: '' },
  moderate: { ids: [NOWHERE], decision: 'published' },
  maskWords: { id: NOWHERE, title: null, words: '' },
  unmaskWords: { id: NOWHERE },
  readOriginal: { id: NOWHERE },
  mergeContributions: { id: NOWHERE, into: null },
  chooseWords: { contributionId: NOWHERE, revision: NOWHERE },
  admitWords: { contributionId: NOWHERE, revision: NOWHERE, admission: 'admitted' },
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
  openPerson: { code: '2222222222', check: 'passport' },
  tellPerson: { participantId: NOWHERE, through: 1 },
  openStatistics: { consultationId: NOWHERE },
  openSealedWords: {},
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
  replaceKiosk: { id: NOWHERE },
  answerLockedKiosk: { id: NOWHERE, question: '1234 5678' },
  checkFirstLink: { token: 'guess' },
  makeFirstAccount: { token: 'guess', name: 'Zoé', password: 'another password' },
  changePassword: { current: 'not the password', next: 'another password' },
  setSecondFactor: { password: 'not the password', key: 'A'.repeat(32), code: '000000' },
  removeOwnSecondFactor: { password: 'not the password', code: '000000' },
  removeSecondFactor: { id: NOWHERE },
  addAccount: { name: 'Zoé', role: 'reader' },
  setAccountRole: { id: NOWHERE, role: 'reader' },
  setAccountClosed: { id: NOWHERE, closed: true },
  resetPassword: { id: NOWHERE },
  keepOut: { id: 1_000_000 },
  acceptRecord: { id: 1_000_000 },
  acceptAllOfKiosk: { deviceId: NOWHERE },
  addApiToken: { name: 'Platform', scopes: ['published'] },
  revokeApiToken: { id: NOWHERE },
  addWebhook: { url: 'https://platform.example/perron' },
  removeWebhook: { id: NOWHERE },
  testWebhook: { id: NOWHERE },
  saveRetention: { kind: 'words', days: null },
};
const QUERIES: { readonly [R in StaffRoute]?: string } = {
  listModeration: '?queue=unreviewed',
  listAlike: `?id=${NOWHERE}`,
  exportContributions: `?consultationId=${NOWHERE}`,
  previewRetention: '?kind=words&days=9',
  exportForPlatform: `?consultationId=${NOWHERE}&platform=decidim`,
  countStatistics: `?consultationId=${NOWHERE}`,
  findSessions: `?consultationId=${NOWHERE}`,
};
const ask = (staff: Staff, route: StaffRoute) =>
  staffRoutes[route].method === 'GET'
    ? staff.get(addressOf(route) + (QUERIES[route] ?? ''))
    : staff.post(addressOf(route), INPUTS[route] ?? {});

const OPEN: readonly StaffRoute[] = ['signIn', 'checkFirstLink', 'makeFirstAccount'];

test.each(ROUTES.filter((route) => !OPEN.includes(route)))('%s asks who is there', async (route) => {
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
    checkFirstLink: 409,
    makeFirstAccount: 409,
    listModeration: 200,
    moderate: moderates ? 404 : 403,
    listAlike: 404,
    maskWords: moderates ? 404 : 403,
    unmaskWords: role === 'administrator' ? 404 : 403,
    readOriginal: role === 'administrator' ? 404 : 403,
    mergeContributions: moderates ? 404 : 403,
    chooseWords: moderates ? 404 : 403,
    admitWords: moderates ? 404 : 403,
    undoModeration: moderates ? 404 : 403,
    listProposals: 200,
    giveAnswer: moderates ? 404 : 403,
    listConsultations: 200,
    showConsultation: 404,
    listEvents: 200,
    changePassword: 401,
    showSecondFactor: 200,
    setSecondFactor: 401,
    removeOwnSecondFactor: 401,
    removeSecondFactor: role === 'administrator' ? 404 : 403,
    listQuarantine: moderates ? 200 : 403,
    keepOut: moderates ? 404 : 403,
    acceptRecord: moderates ? 404 : 403,
    acceptAllOfKiosk: moderates ? 200 : 403,
    listAccounts: role === 'administrator' ? 200 : 403,
    addAccount: role === 'administrator' ? 200 : 403,
    setAccountRole: role === 'administrator' ? 404 : 403,
    setAccountClosed: role === 'administrator' ? 404 : 403,
    resetPassword: role === 'administrator' ? 404 : 403,
    makeKioskCode: role === 'administrator' ? 400 : 403,
    listFeedback: role === 'administrator' || role === 'exporter' ? 200 : 403,
    openContacts: role === 'administrator' || role === 'exporter' ? 200 : 403,
    openPerson: role === 'administrator' || role === 'exporter' ? 409 : 403,
    countStatistics: role === 'administrator' || role === 'exporter' ? 200 : 403,
    countSealedWords: role === 'administrator' || role === 'exporter' ? 200 : 403,
    openSealedWords: role === 'administrator' || role === 'exporter' ? 200 : 403,
    openStatistics: role === 'administrator' || role === 'exporter' ? 200 : 403,
    tellPerson: role === 'administrator' || role === 'exporter' ? 404 : 403,
    showKiosk: role === 'administrator' ? 404 : 403,
    saveKiosk: role === 'administrator' ? 404 : 403,
    answerLockedKiosk: role === 'administrator' ? 409 : 403,
    replaceKiosk: role === 'administrator' ? 409 : 403,
    revokeKiosk: role === 'administrator' ? 409 : 403,
    saveConsultation: role === 'administrator' ? 404 : 403,
    saveProposal: role === 'administrator' ? 400 : 403,
    saveEvent: role === 'administrator' ? 400 : 403,
    removeFromCity: role === 'administrator' ? 404 : 403,
    listApiTokens: role === 'administrator' ? 200 : 403,
    addApiToken: role === 'administrator' ? 200 : 403,
    revokeApiToken: role === 'administrator' ? 404 : 403,
    listWebhooks: role === 'administrator' ? 200 : 403,
    addWebhook: role === 'administrator' ? 200 : 403,
    removeWebhook: role === 'administrator' ? 404 : 403,
    testWebhook: role === 'administrator' ? 404 : 403,
    showRetention: role === 'administrator' ? 200 : 403,
    previewRetention: role === 'administrator' ? 200 : 403,
    saveRetention: role === 'administrator' ? 200 : 403,
    listAudit: role === 'administrator' ? 200 : 403,
    me: 200,
    listSessions: 200,
    findSessions: role === 'administrator' || role === 'exporter' ? 200 : 403,
    showSession: 404,
    listContributions: 404,
    showWorkshop: 404,
    tallySession: 404,
    importCarry: role === 'administrator' ? 409 : 403,
    exportContributions: role === 'administrator' || role === 'exporter' ? 404 : 403,
    exportForPlatform: role === 'administrator' || role === 'exporter' ? 404 : 403,
    showExport: role === 'administrator' || role === 'exporter' ? 404 : 403,
    exportSession: role === 'administrator' || role === 'exporter' ? 404 : 403,
    exportProgress: role === 'administrator' || role === 'exporter' ? 404 : 403,
    listExports: role === 'administrator' || role === 'exporter' ? 200 : 403,
    tellExport: role === 'administrator' || role === 'exporter' ? 404 : 403,
    showManifest: role === 'administrator' || role === 'exporter' ? 404 : 403,
    listKiosks: 200,
  });
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

test('no page of the service may load or run anything from elsewhere', async () => {
  const answer = await fetch(`${service.url}/staff/`, { redirect: 'manual' });
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect((await fetch(service.url, { redirect: 'manual' })).headers.get('location')).toBe('/staff/');
});
