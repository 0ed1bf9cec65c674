/** The staff page's routes, each as `staffRoutes` declares it: input parsed, sign-in and role checked, answered. */
import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import { CARRY_FILE_MAX } from '../../common/contract/staff/kiosks.ts';
import { type StaffParsed, type StaffRoute, staffRoutes } from '../../common/contract/staff-api.ts';
import { mayAdminister, mayExport, mayModerate, type Right } from '../../common/contract/staff-roles.ts';
import { problem } from '../../common/problems.ts';
import type { AccountAdministration } from '../services/account-administration.ts';
import type { Activity } from '../services/activity.ts';
import type { ApiTokens } from '../services/api-tokens.ts';
import type { CarryService } from '../services/carry.ts';
import type { City } from '../services/city.ts';
import type { ExportRuns } from '../services/export-runs.ts';
import type { Exports } from '../services/exports.ts';
import type { Feedback } from '../services/feedback.ts';
import type { FirstAccount } from '../services/first-account.ts';
import type { KioskStaff } from '../services/kiosk-staff.ts';
import type { Moderation } from '../services/moderation.ts';
import type { Person } from '../services/person.ts';
import type { PlatformExports } from '../services/platform-exports.ts';
import type { Quarantine } from '../services/quarantine.ts';
import type { Retention } from '../services/retention-job.ts';
import type { StaffAccounts } from '../services/staff-accounts.ts';
import type { StaffSessions } from '../services/staff-sessions.ts';
import type { TakenExports } from '../services/taken-exports.ts';
import type { Webhooks } from '../services/webhooks.ts';
import type { Workshops } from '../services/workshops.ts';
import { askedFrom } from '../store/asked-from.ts';
import type { Store } from '../store/store.ts';
import { isOwnPage, staffCookie } from './own-page.ts';
import { asked, isDownload, parsed, refuse, sendFile } from './reply.ts';
import { accountHandlers } from './staff/accounts.ts';
import { apiTokenHandlers } from './staff/api-tokens.ts';
import { cityHandlers } from './staff/city.ts';
import { exportHandlers } from './staff/exports.ts';
import { feedbackHandlers } from './staff/feedback.ts';
import { type HandlersOf, NOBODY } from './staff/handler.ts';
import { kioskHandlers } from './staff/kiosks.ts';
import { moderationHandlers } from './staff/moderation.ts';
import { personHandlers } from './staff/person.ts';
import { quarantineHandlers } from './staff/quarantine.ts';
import { retentionHandlers } from './staff/retention.ts';
import { sealedWordsHandlers } from './staff/sealed-words.ts';
import { sessionHandlers } from './staff/sessions.ts';
import { statisticsHandlers } from './staff/statistics.ts';
import { webhookHandlers } from './staff/webhooks.ts';
import { workshopHandlers } from './staff/workshops.ts';

/** Signed in for every route but these. */
const OPEN_ROUTES: ReadonlySet<StaffRoute> = new Set([
  'signIn',
  'checkFirstLink',
  'makeFirstAccount',
] as const);
/** A few words. */
const BODY_LIMIT = 65_536;
/** Long texts in many languages. */
const TEXTS_LIMIT = 2_097_152;
const BODY_LIMITS: { readonly [R in StaffRoute]?: number } = {
  importCarry: CARRY_FILE_MAX + 1_024,
  giveAnswer: TEXTS_LIMIT,
  saveConsultation: TEXTS_LIMIT,
  saveProposal: TEXTS_LIMIT,
};
/** Who may call a route; null is every signed-in person. A new route does not compile without a word here. */
const RIGHTS: { readonly [R in StaffRoute]: Right | null } = {
  signIn: null,
  checkFirstLink: null,
  makeFirstAccount: null,
  signOut: null,
  me: null,
  changePassword: null,
  showSecondFactor: null,
  setSecondFactor: null,
  removeOwnSecondFactor: null,
  listSessions: null,
  findSessions: mayExport,
  showSession: null,
  listContributions: null,
  showWorkshop: null,
  tallySession: null,
  listModeration: null,
  listAlike: null,
  listProposals: null,
  listConsultations: null,
  showConsultation: null,
  listEvents: null,
  listKiosks: null,
  exportSession: mayExport,
  exportContributions: mayExport,
  exportForPlatform: mayExport,
  exportProgress: mayExport,
  showExport: mayExport,
  listExports: mayExport,
  tellExport: mayExport,
  showManifest: mayExport,
  listFeedback: mayExport,
  openContacts: mayExport,
  openPerson: mayExport,
  tellPerson: mayExport,
  countStatistics: mayExport,
  openStatistics: mayExport,
  countSealedWords: mayExport,
  openSealedWords: mayExport,
  moderate: mayModerate,
  maskWords: mayModerate,
  unmaskWords: mayAdminister,
  readOriginal: mayAdminister,
  chooseWords: mayModerate,
  admitWords: mayModerate,
  mergeContributions: mayModerate,
  undoModeration: mayModerate,
  giveAnswer: mayModerate,
  listQuarantine: mayModerate,
  keepOut: mayModerate,
  acceptRecord: mayModerate,
  acceptAllOfKiosk: mayModerate,
  importCarry: mayAdminister,
  saveConsultation: mayAdminister,
  saveProposal: mayAdminister,
  saveEvent: mayAdminister,
  removeFromCity: mayAdminister,
  makeKioskCode: mayAdminister,
  showKiosk: mayAdminister,
  saveKiosk: mayAdminister,
  revokeKiosk: mayAdminister,
  replaceKiosk: mayAdminister,
  answerLockedKiosk: mayAdminister,
  listAccounts: mayAdminister,
  addAccount: mayAdminister,
  setAccountRole: mayAdminister,
  setAccountClosed: mayAdminister,
  resetPassword: mayAdminister,
  removeSecondFactor: mayAdminister,
  listAudit: mayAdminister,
  listApiTokens: mayAdminister,
  addApiToken: mayAdminister,
  revokeApiToken: mayAdminister,
  listWebhooks: mayAdminister,
  addWebhook: mayAdminister,
  removeWebhook: mayAdminister,
  testWebhook: mayAdminister,
  showRetention: mayAdminister,
  previewRetention: mayAdminister,
  saveRetention: mayAdminister,
};

export async function registerStaffRoutes(
  app: FastifyInstance,
  {
    store,
    accounts,
    first,
    administration,
    activity,
    sessions,
    workshops,
    moderation,
    quarantine,
    city,
    feedback,
    person,
    kiosks,
    exports,
    platformExports,
    runs,
    taken,
    carry,
    tokens,
    webhooks,
    retention,
    serviceMark,
    secureCookies,
    now,
  }: {
    readonly store: Store;
    readonly accounts: StaffAccounts;
    readonly first: FirstAccount;
    readonly administration: AccountAdministration;
    readonly activity: Activity;
    readonly sessions: StaffSessions;
    readonly workshops: Workshops;
    readonly moderation: Moderation;
    readonly quarantine: Quarantine;
    readonly city: City;
    readonly feedback: Feedback;
    readonly person: Person;
    readonly kiosks: KioskStaff;
    readonly exports: Exports;
    readonly platformExports: PlatformExports;
    readonly runs: ExportRuns;
    readonly taken: TakenExports;
    readonly carry: CarryService;
    readonly tokens: ApiTokens;
    readonly webhooks: Webhooks;
    readonly retention: Retention;
    /** Of the key that kiosks trust. */
    readonly serviceMark: string;
    readonly secureCookies: boolean;
    readonly now: () => number;
  },
): Promise<void> {
  await app.register(cookie);
  const cookieName = staffCookie(secureCookies);
  const cookieOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure: secureCookies } as const;

  const handlers: HandlersOf<StaffRoute> = {
    ...accountHandlers({
      accounts,
      first,
      administration,
      activity,
      cookie: { name: cookieName, options: cookieOptions },
    }),
    ...sessionHandlers({ sessions }),
    ...exportHandlers({ exports, platformExports, runs, taken }),
    ...moderationHandlers({ city, moderation }),
    ...feedbackHandlers({ feedback }),
    ...personHandlers({ person }),
    ...statisticsHandlers({ store, now }),
    ...sealedWordsHandlers({ store, now }),
    ...cityHandlers({ city }),
    ...kioskHandlers({ store, sessions, kiosks, carry, serviceMark, now }),
    ...apiTokenHandlers({ tokens }),
    ...webhookHandlers({ webhooks }),
    ...workshopHandlers({ workshops }),
    ...retentionHandlers({ retention }),
    ...quarantineHandlers({ quarantine }),
  };

  const serve = <R extends StaffRoute>(name: R): void => {
    const { method, path, input: schema } = staffRoutes[name];
    app.route({
      method,
      url: path,
      bodyLimit: BODY_LIMITS[name] ?? BODY_LIMIT,
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        if (method === 'POST' && !isOwnPage(request.headers)) return refuse(reply, problem('caller-refused'));
        const token = request.cookies[cookieName] ?? '';
        const account = token === '' ? null : await accounts.signedIn(token);
        if (account === null && !OPEN_ROUTES.has(name)) return refuse(reply, problem('signed-out'));
        const input = parsed(schema, method === 'POST' ? (request.body ?? {}) : asked(request));
        if (!input.ok) return refuse(reply, input);
        const right = RIGHTS[name];
        if (right !== null && (account === null || !right(account.role)))
          return refuse(reply, problem('role-missing'));
        const answer = await askedFrom(request.ip, () =>
          handlers[name]({
            input: input.value as StaffParsed<R>,
            request,
            reply,
            account: account ?? NOBODY,
            token,
          }),
        );
        if (!answer.ok) return refuse(reply, answer);
        return isDownload(answer.value) ? sendFile(reply, answer.value) : reply.send(answer);
      },
    });
  };
  for (const name of Object.keys(staffRoutes) as StaffRoute[]) serve(name);
}
