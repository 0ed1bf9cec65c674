import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { answered, json, type Staff, signedIn } from '../../test-support/staff.ts';

let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const tokens = async () =>
  (await answered(admin, '/api/staff/api-tokens')).tokens as { id: string; name: string }[];

test('a token is shown once, is kept as a digest only, and is revoked once', async () => {
  const wanted = { name: ' Platform ', scopes: ['published', 'published', 'moderation'] };
  const made = await json(await admin.post('/api/staff/api-tokens', wanted));
  const { token } = made.value as { token: string };
  expect(token).toMatch(/^perron_[\w-]{44}$/);
  const [listed] = await tokens();
  expect(listed).toMatchObject({
    name: 'Platform',
    scopes: ['published', 'moderation'],
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
  });
  expect(await json(await admin.post('/api/staff/api-tokens', wanted))).toEqual({
    ok: false,
    problem: 'name-taken',
    field: 'name',
  });
  const revoke = () => admin.post('/api/staff/api-tokens/revoke', { id: listed?.id });
  expect([(await revoke()).status, (await revoke()).status]).toEqual([200, 404]);
  expect((await answered(admin, '/api/staff/audit?limit=2')).entries).toMatchObject([
    { action: 'api-token.revoked', subject: 'Platform' },
    { action: 'api-token.added', subject: 'Platform', detail: 'published, moderation' },
  ]);
  const db = new Database(service.databaseFile, { readonly: true });
  const kept = JSON.stringify([
    db.prepare('SELECT * FROM api_tokens').all(),
    db.prepare('SELECT * FROM audit').all(),
  ]);
  db.close();
  expect(kept + service.logged()).not.toContain(token.slice('perron_'.length));
});

test.each([
  [{ name: '', scopes: ['published'] }, 'name'],
  [{ name: 'a', scopes: [] }, 'scopes'],
  [{ name: 'a', scopes: ['everything'] }, 'scopes.0'],
  [{ name: 'a', scopes: ['published'], expiresAt: 1 }, 'expiresAt'],
])('a token that is none names the field at fault: %j', async (body, field) => {
  expect(await json(await admin.post('/api/staff/api-tokens', body))).toEqual({
    ok: false,
    problem: 'input-invalid',
    field,
  });
});
