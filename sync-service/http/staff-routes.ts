/** The staff page's routes, each as `staffRoutes` declares it: input parsed, sign-in and role checked, answered. */
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  CARRY_FILE_MAX,
  type StaffOutput,
  type StaffParsed,
  type StaffRoute,
  staffRoutes,
} from '../../common/contract/staff-api.ts';
import { mayAdminister, mayExport, mayModerate, type Right } from '../../common/contract/staff-roles.ts';
import { type Outcome, type Problem, problem, success } from '../../common/problems.ts';
import type { AccountAdministration } from '../services/account-administration.ts';
import type { CarryService } from '../services/carry.ts';
import type { City } from '../services/city.ts';
import { ordinalOf, pageOf } from '../services/cursor.ts';
import type { Download, Exports } from '../services/exports.ts';
import type { Feedback } from '../services/feedback.ts';
import type { KioskStaff } from '../services/kiosk-staff.ts';
import type { Moderation } from '../services/moderation.ts';
import { SIGN_IN_LIFE_MS, type StaffAccounts } from '../services/staff-accounts.ts';
import type { StaffSessions } from '../services/staff-sessions.ts';
import type { TakenExports } from '../services/taken-exports.ts';
import type { StaffAccount } from '../store/staff.ts';
import type { Store } from '../store/store.ts';
import { statusOf } from './problem-status.ts';

/** Signed in for every route but this one. */
const OPEN_ROUTE = 'signIn';
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
  signOut: null,
  me: null,
  changePassword: null,
  listSessions: null,
  showSession: null,
  listContributions: null,
  listModeration: null,
  listProposals: null,
  showCity: null,
  listKiosks: null,
  exportSession: mayExport,
  exportContributions: mayExport,
  exportProgress: mayExport,
  listExports: mayExport,
  tellExport: mayExport,
  showManifest: mayExport,
  listFeedback: mayExport,
  openContacts: mayExport,
  tellPerson: mayExport,
  moderate: mayModerate,
  undoModeration: mayModerate,
  giveAnswer: mayModerate,
  listQuarantine: mayModerate,
  keepOut: mayModerate,
  importCarry: mayAdminister,
  saveConsultation: mayAdminister,
  saveProposal: mayAdminister,
  saveEvent: mayAdminister,
  removeFromCity: mayAdminister,
  makeKioskCode: mayAdminister,
  showKiosk: mayAdminister,
  saveKiosk: mayAdminister,
  revokeKiosk: mayAdminister,
  listAccounts: mayAdminister,
  addAccount: mayAdminister,
  setAccountRole: mayAdminister,
  setAccountClosed: mayAdminister,
  resetPassword: mayAdminister,
  listAudit: mayAdminister,
};

type Context<R extends StaffRoute> = {
  readonly input: StaffParsed<R>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The empty account for `signIn`. */
  readonly account: StaffAccount;
  readonly token: string;
};
type Answer<R extends StaffRoute> = Outcome<
  R extends 'exportSession' | 'exportContributions' ? Download : StaffOutput<R>
>;
type Handlers = { readonly [R in StaffRoute]: (context: Context<R>) => Promise<Answer<R>> };

export async function registerStaffRoutes(
  app: FastifyInstance,
  {
    store,
    accounts,
    administration,
    sessions,
    moderation,
    city,
    feedback,
    kiosks,
    exports,
    taken,
    carry,
    secureCookies,
    now,
  }: {
    readonly store: Store;
    readonly accounts: StaffAccounts;
    readonly administration: AccountAdministration;
    readonly sessions: StaffSessions;
    readonly moderation: Moderation;
    readonly city: City;
    readonly feedback: Feedback;
    readonly kiosks: KioskStaff;
    readonly exports: Exports;
    readonly taken: TakenExports;
    readonly carry: CarryService;
    readonly secureCookies: boolean;
    readonly now: () => number;
  },
): Promise<void> {
  await app.register(cookie);
  const cookieName = secureCookies ? '__Host-perron-staff' : 'perron-staff';
  const cookieOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure: secureCookies } as const;

  const handlers: Handlers = {
    async signIn({ input, request, reply }) {
      const signedIn = await accounts.signIn({ ...input, address: request.ip });
      if (!signedIn.ok) return signedIn;
      const { token, account } = signedIn.value;
      reply.setCookie(cookieName, token, { ...cookieOptions, maxAge: SIGN_IN_LIFE_MS / 1_000 });
      return success({ name: account.name, role: account.role });
    },
    async signOut({ reply, token, account }) {
      await accounts.signOut({ token, account });
      reply.clearCookie(cookieName, cookieOptions);
      return success({});
    },
    me: async ({ account: { name, role } }) => success({ name, role }),
    listSessions: async ({ input: { after, limit } }) => success(await sessions.list({ after, limit })),
    showSession: ({ input }) => sessions.show(input.sessionId),
    listContributions: ({ input: { sessionId, after, limit } }) =>
      sessions.contributions({ sessionId, after, limit }),
    exportSession: ({ input, account }) => exports.ofSession({ ...input, accountId: account.id }),
    async importCarry({ input: { file, acceptRevoked }, account }) {
      const imported = await carry.importFile({ bytes: Buffer.from(file, 'base64'), acceptRevoked });
      if (!imported.ok) return imported;
      const { answer, carryId, deviceId, ...counts } = imported.value;
      await store.staff.log({
        at: now(),
        accountId: account.id,
        action: 'carry.imported',
        subject: deviceId,
        detail: carryId,
      });
      const { kiosk, stored, duplicates, quarantined } = counts;
      const back = { name: answer.name, file: Buffer.from(answer.bytes).toString('base64') };
      return success({ kiosk, stored, duplicates, quarantined, answer: back });
    },
    listModeration: async ({ input }) => success(await moderation.list(input)),
    moderate: ({ input, account }) => moderation.decide({ ...input, accountId: account.id }),
    undoModeration: ({ input, account }) => moderation.undo({ ...input, accountId: account.id }),
    listProposals: async () => success({ proposals: [...(await store.answers.proposals())] }),
    giveAnswer: ({ input, account }) => moderation.answer({ ...input, accountId: account.id }),
    exportContributions: ({ input, account }) =>
      exports.ofConsultation({ ...input, accountId: account.id, by: account.name }),
    exportProgress: async ({ input }) => exports.progress(input),
    listExports: async ({ input }) => success(await taken.list(input)),
    tellExport: ({ input, account }) => taken.tell({ ...input, accountId: account.id }),
    showManifest: ({ input }) => taken.manifest(input),
    listFeedback: async ({ input }) => success(await feedback.list(input)),
    openContacts: ({ input, account }) => feedback.contacts({ ...input, accountId: account.id }),
    tellPerson: ({ input, account }) => feedback.tell({ ...input, accountId: account.id }),
    showCity: async () => success(await city.show()),
    saveConsultation: ({ input, account }) => city.saveConsultation({ ...input, accountId: account.id }),
    saveProposal: ({ input, account }) => city.saveProposal({ ...input, accountId: account.id }),
    saveEvent: ({ input, account }) => city.saveEvent({ ...input, accountId: account.id }),
    removeFromCity: ({ input, account }) => city.remove({ ...input, accountId: account.id }),
    makeKioskCode: ({ input, account }) => kiosks.makeCode({ ...input, accountId: account.id }),
    showKiosk: ({ input }) => kiosks.show(input),
    saveKiosk: ({ input, account }) => kiosks.save({ ...input, accountId: account.id }),
    revokeKiosk: ({ input, account }) => kiosks.revoke({ ...input, accountId: account.id }),
    changePassword: ({ input, account, request }) =>
      accounts.changePassword({ ...input, account, address: request.ip }),
    listAccounts: async () => success(await administration.list()),
    addAccount: ({ input, account }) => administration.add({ ...input, administrator: account }),
    setAccountRole: ({ input, account }) => administration.setRole({ ...input, administrator: account }),
    setAccountClosed: ({ input, account }) => administration.setClosed({ ...input, administrator: account }),
    resetPassword: ({ input, account }) => administration.resetPassword({ ...input, administrator: account }),
    async listAudit({ input: { after, limit } }) {
      const found = await store.staff.audit({ before: ordinalOf(after), limit: limit + 1 });
      const { items, next } = pageOf(found, { limit, ordinal: ({ id }) => id });
      return success({ entries: items, next });
    },
    async listQuarantine({ input: { after, limit } }) {
      const start = ordinalOf(after) ?? 0;
      const found = await store.quarantine.page({ after: start, limit: limit + 1 });
      const next = found.length > limit ? String(start + limit) : null;
      return success({ records: found.slice(0, limit), next });
    },
    async keepOut({ input: { id }, account }) {
      const kept = await store.quarantine.keepOut({ id, at: now(), accountId: account.id });
      return kept ? success({}) : problem('not-found');
    },
    listKiosks: async () => success({ kiosks: [...(await sessions.kiosks())] }),
  };

  const serve = <R extends StaffRoute>(name: R): void => {
    const { method, path, input: schema } = staffRoutes[name];
    app.route({
      method,
      url: path,
      bodyLimit: BODY_LIMITS[name] ?? BODY_LIMIT,
      handler: async (request, reply) => {
        const refuse = (refused: Problem) => {
          if (refused.retryAfterSeconds !== undefined) reply.header('retry-after', refused.retryAfterSeconds);
          return reply.code(statusOf(refused.problem)).send(refused);
        };
        reply.header('cache-control', 'no-store');
        if (method === 'POST' && !isOwnPage(request)) return refuse(problem('caller-refused'));
        const token = request.cookies[cookieName] ?? '';
        const account = token === '' ? null : await accounts.signedIn(token);
        if (account === null && name !== OPEN_ROUTE) return refuse(problem('signed-out'));
        const given = method === 'POST' ? request.body : { ...queryOf(request), ...paramsOf(request) };
        const parsed = schema.safeParse(given ?? {});
        if (!parsed.success) {
          const issue = parsed.error.issues[0];
          const field = [...(issue?.path ?? [])].join('.') || unknownKey(issue);
          return refuse(problem('input-invalid', field === '' ? {} : { field }));
        }
        const right = RIGHTS[name];
        if (right !== null && (account === null || !right(account.role)))
          return refuse(problem('role-missing'));
        const answer = await handlers[name]({
          input: parsed.data as StaffParsed<R>,
          request,
          reply,
          account: account ?? NOBODY,
          token,
        });
        if (!answer.ok) return refuse(answer);
        return isDownload(answer.value) ? sendFile(reply, answer.value) : reply.send(answer);
      },
    });
  };
  for (const name of Object.keys(staffRoutes) as StaffRoute[]) serve(name);
}

const NOBODY: StaffAccount = { id: '', name: '', role: 'reader', passwordHash: '', closed: false };

const queryOf = (request: FastifyRequest) => request.query as Record<string, unknown>;
const paramsOf = (request: FastifyRequest) => request.params as Record<string, unknown>;

const unknownKey = (issue: { code?: string; keys?: readonly string[] } | undefined): string =>
  issue?.code === 'unrecognized_keys' ? (issue.keys?.[0] ?? '') : '';

/** The cookie is SameSite=Strict already; this also keeps out a page on another port of the same host. */
function isOwnPage(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && URL.parse(origin)?.host === host;
}

const isDownload = (value: object): value is Download => 'stream' in value;

function sendFile(reply: FastifyReply, { id, total, fileName, type, stream }: Download): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('perron-export', id)
    .header('perron-rows', total)
    .send(stream);
}
