/** The REST API's routes, each as `restRoutes` declares it: token and scope checked, input parsed, answered. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type RestOutput,
  type RestParsed,
  type RestRoute,
  restRoutes,
} from '../../common/contract/rest-api.ts';
import { type Outcome, success } from '../../common/problems.ts';
import type { ApiTokens } from '../services/api-tokens.ts';
import type { Download } from '../services/export-runs.ts';
import type { Exports } from '../services/exports.ts';
import type { Mirror } from '../services/mirror.ts';
import type { PlatformExports } from '../services/platform-exports.ts';
import type { StaffSessions } from '../services/staff-sessions.ts';
import type { TakenExports } from '../services/taken-exports.ts';
import type { ApiToken } from '../store/api-tokens.ts';
import { askedFrom } from '../store/asked-from.ts';
import { asked, isDownload, parsed, refuse, sendFile } from './reply.ts';

type Context<R extends RestRoute> = {
  readonly input: RestParsed<R>;
  readonly token: ApiToken;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};
type Handlers = {
  readonly [R in RestRoute]: (
    context: Context<R>,
  ) => Promise<Outcome<R extends 'exportContributions' | 'exportForPlatform' ? Download : RestOutput<R>>>;
};

const BEARER = /^Bearer +([\w-]{1,200})$/i;

export function registerRestRoutes(
  app: FastifyInstance,
  {
    tokens,
    mirror,
    sessions,
    exports,
    platformExports,
    taken,
  }: {
    readonly tokens: ApiTokens;
    readonly mirror: Mirror;
    readonly sessions: StaffSessions;
    readonly exports: Exports;
    readonly platformExports: PlatformExports;
    readonly taken: TakenExports;
  },
): void {
  const handlers: Handlers = {
    listConsultations: async ({ input }) => success(await mirror.consultations(input)),
    showConsultation: ({ input }) => mirror.consultation(input.consultationId),
    listChanges: ({ input }) => mirror.changes(input),
    listProposals: ({ input }) => mirror.proposals(input),
    listEvents: ({ input }) => mirror.events(input),
    listContributions: ({ input }) => mirror.contributions(input),
    listSupports: ({ input }) => mirror.supports(input),
    listAnswers: ({ input }) => mirror.answers(input),
    listModeratedContributions: ({ input }) => mirror.moderated(input),
    listModerationChanges: ({ input }) => mirror.moderationChanges(input),
    async listSessions({ input: { query, after, limit } }) {
      const { sessions: items, next } = await sessions.list({ query, after, limit });
      return success({ items, next });
    },
    showSession: ({ input }) => sessions.show(input.sessionId),
    listKiosks: async ({ input }) => success(await mirror.kiosks(input)),
    exportContributions: ({ input, token: { name } }) =>
      exports.ofConsultation({ ...input, by: { accountId: null, token: name, name } }),
    exportForPlatform: ({ input, token: { name } }) =>
      platformExports.take({ ...input, by: { accountId: null, token: name, name } }),
    async listExports({ input }) {
      const { exports: items, next } = await taken.list({ ...input, toTell: false });
      return success({ items, next });
    },
    showManifest: ({ input }) => taken.manifest(input),
  };

  const serve = <R extends RestRoute>(name: R): void => {
    const { path, scope, input: schema } = restRoutes[name];
    app.get(path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const shown = BEARER.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const admitted = await tokens.admit({ token: shown, scope });
      if (!admitted.ok) {
        if (admitted.problem === 'token-invalid') reply.header('www-authenticate', 'Bearer');
        return refuse(reply, admitted);
      }
      const input = parsed(schema, asked(request));
      if (!input.ok) return refuse(reply, input);
      const answer = await askedFrom(request.ip, () =>
        handlers[name]({ input: input.value as RestParsed<R>, token: admitted.value, request, reply }),
      );
      if (!answer.ok) return refuse(reply, answer);
      return isDownload(answer.value) ? sendFile(reply, answer.value) : reply.send(answer.value);
    });
  };
  for (const name of Object.keys(restRoutes) as RestRoute[]) serve(name);
}
