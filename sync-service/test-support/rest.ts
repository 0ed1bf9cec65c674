/** Another program that reads over the REST API. */
import { randomUUID } from 'node:crypto';
import type { ApiScope } from '../../common/contract/api-scopes.ts';
import { type RestRoute, restRoutes } from '../../common/contract/rest-api.ts';
import type { TestService } from './service.ts';
import { json, NOWHERE, type Staff } from './staff.ts';

/** Made by an administrator on the staff page. */
export async function makeToken(
  admin: Staff,
  scopes: readonly ApiScope[],
  { name = `Program ${randomUUID()}`, expiresAt = null as number | null } = {},
): Promise<string> {
  const answer = await admin.post('/api/staff/api-tokens', { name, scopes, expiresAt });
  if (answer.status !== 200) throw new Error(`no token: ${answer.status}`);
  return ((await json(answer)).value as { token: string }).token;
}

/** No header where `token` is null. */
export const ask = (
  service: Pick<TestService, 'url'>,
  token: string | null,
  path: string,
): Promise<Response> =>
  fetch(service.url + path, token === null ? {} : { headers: { authorization: `Bearer ${token}` } });

export const REST_ROUTES = Object.keys(restRoutes) as RestRoute[];
/** Well-formed, about what is not there. */
export const pathOf = (route: RestRoute): string => {
  const { path, input } = restRoutes[route];
  const query = 'consultationId' in input.shape && !path.includes('{consultationId}');
  const platform = 'platform' in input.shape ? '&platform=decidim' : '';
  return path.replace(/\{\w+\}/, NOWHERE) + (query ? `?consultationId=${NOWHERE}${platform}` : '');
};
/** The scope that a route needs, said once more apart from the service's own list, and what a token of it gets there. */
export const REST_STATUS: { readonly [R in RestRoute]: readonly [scope: ApiScope, status: number] } = {
  listConsultations: ['published', 200],
  showConsultation: ['published', 404],
  listChanges: ['published', 404],
  listProposals: ['published', 404],
  listEvents: ['published', 404],
  listContributions: ['published', 404],
  listSupports: ['published', 404],
  listAnswers: ['published', 404],
  listModeratedContributions: ['moderation', 404],
  listModerationChanges: ['moderation', 404],
  listSessions: ['administration', 200],
  showSession: ['administration', 404],
  listKiosks: ['administration', 200],
  exportContributions: ['export', 404],
  exportForPlatform: ['export', 404],
  listExports: ['export', 200],
  showManifest: ['export', 404],
};
