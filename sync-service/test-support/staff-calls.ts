/**
 * A well-formed call of each route of the staff page, mostly about what is not there, who may make it and what the service then answers.
 * Said once more here, apart from the service's own list of rights.
 */
import { type StaffRoute, staffRoutes } from '../../common/contract/staff-api.ts';
import type { StaffRole } from '../../common/contract/staff-roles.ts';
import { NOWHERE, type Staff } from './staff.ts';

const CALLERS = {
  anybody: ['administrator', 'moderator', 'exporter', 'reader'],
  staff: ['administrator', 'moderator', 'exporter', 'reader'],
  moderators: ['administrator', 'moderator'],
  exporters: ['administrator', 'exporter'],
  administrators: ['administrator'],
} as const satisfies Record<string, readonly StaffRole[]>;

type StaffCall = {
  readonly by: keyof typeof CALLERS;
  /** Of the answer to whoever may. */
  readonly status: number;
  readonly input?: object;
  readonly query?: string;
};

export type CalledRoute = Exclude<StaffRoute, 'signIn'>;

export const STAFF_CALLS: { readonly [R in CalledRoute]: StaffCall } = {
  checkFirstLink: { by: 'anybody', status: 409, input: { token: 'guess' } },
  makeFirstAccount: {
    by: 'anybody',
    status: 409,
    input: { token: 'guess', name: 'Zoé', password: 'another password' },
  },
  listModeration: { by: 'staff', status: 200, query: '?queue=unreviewed' },
  moderate: { by: 'moderators', status: 404, input: { ids: [NOWHERE], decision: 'published' } },
  listAlike: { by: 'staff', status: 404, query: `?id=${NOWHERE}` },
  maskWords: { by: 'moderators', status: 404, input: { id: NOWHERE, title: null, words: '' } },
  unmaskWords: { by: 'administrators', status: 404, input: { id: NOWHERE } },
  readOriginal: { by: 'administrators', status: 404, input: { id: NOWHERE } },
  mergeContributions: { by: 'moderators', status: 404, input: { id: NOWHERE, into: null } },
  chooseWords: { by: 'moderators', status: 404, input: { contributionId: NOWHERE, revision: NOWHERE } },
  admitWords: {
    by: 'moderators',
    status: 404,
    input: { contributionId: NOWHERE, revision: NOWHERE, admission: 'admitted' },
  },
  undoModeration: { by: 'moderators', status: 404, input: { turn: NOWHERE } },
  listProposals: { by: 'staff', status: 200 },
  giveAnswer: {
    by: 'moderators',
    status: 404,
    input: { targetId: NOWHERE, targetKind: 'idea', state: 'done', text: {} },
  },
  listConsultations: { by: 'staff', status: 200 },
  showConsultation: { by: 'staff', status: 404 },
  listEvents: { by: 'staff', status: 200 },
  changePassword: {
    by: 'staff',
    status: 401,
    input: { current: 'not the password', next: 'another password' },
  },
  showSecondFactor: { by: 'staff', status: 200 },
  setSecondFactor: {
    by: 'staff',
    status: 401,
    input: { password: 'not the password', key: 'A'.repeat(32), code: '000000' },
  },
  removeOwnSecondFactor: {
    by: 'staff',
    status: 401,
    input: { password: 'not the password', code: '000000' },
  },
  removeSecondFactor: { by: 'administrators', status: 404, input: { id: NOWHERE } },
  listQuarantine: { by: 'moderators', status: 200 },
  keepOut: { by: 'moderators', status: 404, input: { id: 1_000_000 } },
  acceptRecord: { by: 'moderators', status: 404, input: { id: 1_000_000 } },
  acceptAllOfKiosk: { by: 'moderators', status: 200, input: { deviceId: NOWHERE } },
  listAccounts: { by: 'administrators', status: 200 },
  addAccount: { by: 'administrators', status: 200, input: { name: 'Zoé', role: 'reader' } },
  setAccountRole: { by: 'administrators', status: 404, input: { id: NOWHERE, role: 'reader' } },
  setAccountClosed: { by: 'administrators', status: 404, input: { id: NOWHERE, closed: true } },
  resetPassword: { by: 'administrators', status: 404, input: { id: NOWHERE } },
  makeKioskCode: {
    by: 'administrators',
    status: 400,
    input: { name: 'k', place: '', consultationId: NOWHERE, languages: ['fr'], facilitators: [] },
  },
  listFeedback: { by: 'exporters', status: 200 },
  openContacts: { by: 'exporters', status: 200, input: { participantIds: [NOWHERE] } },
  openPerson: { by: 'exporters', status: 409, input: { code: '2222222222', check: 'passport' } },
  countStatistics: { by: 'exporters', status: 200, query: `?consultationId=${NOWHERE}` },
  countSealedWords: { by: 'exporters', status: 200 },
  openSealedWords: { by: 'exporters', status: 200, input: {} },
  openStatistics: { by: 'exporters', status: 200, input: { consultationId: NOWHERE } },
  tellPerson: { by: 'exporters', status: 404, input: { participantId: NOWHERE, through: 1 } },
  showKiosk: { by: 'administrators', status: 404 },
  saveKiosk: {
    by: 'administrators',
    status: 404,
    input: {
      id: NOWHERE,
      name: 'k',
      place: '',
      consultationId: NOWHERE,
      languages: ['fr'],
      facilitators: [],
      selfService: null,
    },
  },
  answerLockedKiosk: { by: 'administrators', status: 409, input: { id: NOWHERE, question: '1234 5678' } },
  replaceKiosk: { by: 'administrators', status: 409, input: { id: NOWHERE } },
  revokeKiosk: { by: 'administrators', status: 409, input: { id: NOWHERE, reason: 'lost' } },
  saveConsultation: {
    by: 'administrators',
    status: 404,
    input: {
      id: NOWHERE,
      title: { en: 'a' },
      summary: { en: 'b' },
      opensAt: 1,
      closesAt: 2,
      topics: [],
      consent: { en: 'c' },
      attribution: null,
    },
  },
  saveProposal: {
    by: 'administrators',
    status: 400,
    input: { id: null, consultationId: NOWHERE, topicId: null, title: { en: 'a' }, text: { en: 'b' } },
  },
  saveEvent: {
    by: 'administrators',
    status: 400,
    input: {
      id: null,
      consultationId: NOWHERE,
      kind: 'talk',
      title: { en: 'a' },
      place: 'b',
      startsAt: 1,
      endsAt: 2,
    },
  },
  removeFromCity: { by: 'administrators', status: 404, input: { kind: 'event', id: NOWHERE } },
  listApiTokens: { by: 'administrators', status: 200 },
  addApiToken: { by: 'administrators', status: 200, input: { name: 'Platform', scopes: ['published'] } },
  revokeApiToken: { by: 'administrators', status: 404, input: { id: NOWHERE } },
  listWebhooks: { by: 'administrators', status: 200 },
  addWebhook: { by: 'administrators', status: 200, input: { url: 'https://platform.example/perron' } },
  removeWebhook: { by: 'administrators', status: 404, input: { id: NOWHERE } },
  testWebhook: { by: 'administrators', status: 404, input: { id: NOWHERE } },
  showRetention: { by: 'administrators', status: 200 },
  previewRetention: { by: 'administrators', status: 200, query: '?kind=words&days=9' },
  saveRetention: { by: 'administrators', status: 200, input: { kind: 'words', days: null } },
  listAudit: { by: 'administrators', status: 200 },
  me: { by: 'staff', status: 200 },
  listSessions: { by: 'staff', status: 200 },
  findSessions: { by: 'exporters', status: 200, query: `?consultationId=${NOWHERE}` },
  showSession: { by: 'staff', status: 404 },
  listContributions: { by: 'staff', status: 404 },
  showWorkshop: { by: 'staff', status: 404 },
  tallySession: { by: 'staff', status: 404 },
  importCarry: { by: 'administrators', status: 409, input: { file: '' } },
  exportContributions: { by: 'exporters', status: 404, query: `?consultationId=${NOWHERE}` },
  exportForPlatform: { by: 'exporters', status: 404, query: `?consultationId=${NOWHERE}&platform=decidim` },
  showExport: { by: 'exporters', status: 404 },
  exportSession: { by: 'exporters', status: 404 },
  exportProgress: { by: 'exporters', status: 404 },
  listExports: { by: 'exporters', status: 200 },
  tellExport: { by: 'exporters', status: 404, input: { id: NOWHERE, through: 1 } },
  showManifest: { by: 'exporters', status: 404 },
  listKiosks: { by: 'staff', status: 200 },
  // The last one: nothing follows it.
  signOut: { by: 'staff', status: 200 },
};
export const CALLED_ROUTES = Object.keys(STAFF_CALLS) as CalledRoute[];

export const mayCall = (role: StaffRole, route: CalledRoute): boolean =>
  (CALLERS[STAFF_CALLS[route].by] as readonly StaffRole[]).includes(role);

export function callAs(staff: Staff, route: CalledRoute): Promise<Response> {
  const { input = {}, query = '' }: StaffCall = STAFF_CALLS[route];
  const path = staffRoutes[route].path.replace(/:\w+/, NOWHERE);
  return staffRoutes[route].method === 'GET' ? staff.get(path + query) : staff.post(path, input);
}
