/** Another program that reads over the REST API. */
import { randomUUID } from 'node:crypto';
import type { ApiScope } from '../../common/contract/api-scopes.ts';
import type { TestService } from './service.ts';
import { json, type Staff } from './staff.ts';

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
export const ask = (service: TestService, token: string | null, path: string): Promise<Response> =>
  fetch(service.url + path, token === null ? {} : { headers: { authorization: `Bearer ${token}` } });
