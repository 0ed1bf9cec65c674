import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Kiosk } from '../host/compose.ts';
import { openKiosk } from '../host/kiosk.ts';
import { type LoopbackServer, startLoopbackServer } from './server.ts';

const log = pino({ level: 'silent' });
const folder = mkdtempSync(path.join(tmpdir(), 'perron-loopback-'));
const pageFolder = path.join(import.meta.dirname, 'fixtures', 'page');
const pageGone = vi.fn();

let kiosk: Kiosk;
let server: LoopbackServer;
let origin: string;
let secretCookie: string;

beforeAll(async () => {
  kiosk = await openKiosk({ dataFolder: path.join(folder, 'kiosk'), serviceUrl: null, log });
  server = await startLoopbackServer({ kiosk, pageFolder, port: 0, log, pageGone });
  origin = new URL(server.url).origin;
  const admitted = await fetch(server.url, { redirect: 'manual' });
  secretCookie = (admitted.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});
afterAll(async () => {
  await server.close();
  await kiosk.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = (name: string, input: unknown, headers: Record<string, string> = {}) =>
  fetch(`${origin}/api/call/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: secretCookie, origin, ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });

/** With headers that `fetch` would not let a caller choose. */
const raw = (options: { host?: string; method?: string; address?: string }): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(origin);
    const sent = httpRequest(
      {
        host: options.address ?? '127.0.0.1',
        port,
        path: '/',
        method: options.method ?? 'GET',
        headers: { host: options.host ?? `127.0.0.1:${port}`, cookie: secretCookie },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end();
  });

test('the secret of the address is spent on a cookie that no script can read and no other site sends', async () => {
  const admitted = await fetch(server.url, { redirect: 'manual' });
  expect(admitted.status).toBe(303);
  expect(admitted.headers.get('location')).toBe('/');
  const cookie = admitted.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  const page = await fetch(`${origin}/`, { headers: { cookie: secretCookie } });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<div id="root">');
});

test('whoever does not know the secret gets nothing', async () => {
  for (const address of ['/', '/?key=wrong', '/index.html', '/api/status', '/nothing']) {
    const answer = await fetch(origin + address, { redirect: 'manual' });
    expect(answer.status, address).toBe(403);
    expect(await answer.json()).toEqual({ ok: false, problem: 'caller-refused' });
  }
  const key = new URL(server.url).searchParams.get('key');
  expect((await fetch(`${origin}/index.html?key=${key}`)).status, 'the key opens the first page only').toBe(
    403,
  );
  expect((await call('kiosk:status', {}, { cookie: '' })).status).toBe(403);
});

test('a name that was pointed at this address is refused', async () => {
  const { port } = new URL(origin);
  expect(await raw({})).toBe(200);
  expect(await raw({ host: `localhost:${port}` })).toBe(200);
  for (const host of [
    `evil.example:${port}`,
    '127.0.0.1',
    `127.0.0.1:${Number(port) + 1}`,
    `[::1]:${port}`,
  ]) {
    expect(await raw({ host }), host).toBe(403);
  }
});

test('another page may call nothing', async () => {
  for (const foreign of [
    'http://evil.example',
    'null',
    'http://127.0.0.1:1',
    origin.replace('http', 'https'),
  ]) {
    expect((await call('kiosk:status', {}, { origin: foreign })).status, foreign).toBe(403);
  }
  expect(await raw({ method: 'POST' }), 'a POST says where it comes from').toBe(403);
});

test('only this machine reaches it', async () => {
  const lan = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal);
  if (lan) await expect(raw({ address: lan.address })).rejects.toThrow('ECONNREFUSED');
  expect(new URL(origin).hostname).toBe('127.0.0.1');
});

test('a call answers as the host does, with the field that is wrong', async () => {
  const status = await (await call('kiosk:status', {})).json();
  expect(status).toMatchObject({ ok: true, value: { sync: { state: 'not-enrolled', pending: 0 } } });
  expect(await (await call('nothing:here', {})).json()).toEqual({ ok: false, problem: 'call-unknown' });
  expect(await (await call('facilitator:unlock', { pin: 12 })).json()).toMatchObject({
    problem: 'input-invalid',
    field: 'pin',
  });
  expect(await (await call('kiosk:status', { more: 1 })).json()).toMatchObject({ problem: 'input-invalid' });
});

test.each([
  ['no JSON', '{', 400, 'input-invalid'],
  ['too large', `{"pin":"${'1'.repeat(200_000)}"}`, 413, 'input-too-large'],
])('a body that is %s is answered with a problem', async (_, body, status, problem) => {
  const answer = await call('facilitator:unlock', body);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({ ok: false, problem });
});

test('the status comes first and then whenever it changes', async () => {
  const stop = new AbortController();
  const answer = await fetch(`${origin}/api/status`, {
    headers: { cookie: secretCookie },
    signal: stop.signal,
  });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  expect(JSON.parse((first?.value ?? '').split('\n')[0]?.replace(/^data: /, '') ?? '')).toMatchObject({
    facilitator: null,
  });
  stop.abort();
});

test('a page whose process died is told of, and one that was loaded anew is not', async () => {
  const listen = async () => {
    const stop = new AbortController();
    const answer = await fetch(`${origin}/api/status`, {
      headers: { cookie: secretCookie },
      signal: stop.signal,
    });
    await answer.body?.getReader().read();
    return stop;
  };
  pageGone.mockClear();
  const first = await listen();
  first.abort();
  const anew = await listen();
  const beside = await listen();
  beside.abort();
  expect(pageGone).not.toHaveBeenCalled();
  anew.abort();
  await vi.waitFor(() => expect(pageGone).toHaveBeenCalled(), { timeout: 12_000 });
  expect(pageGone).toHaveBeenCalledOnce();
});

test('the page may load nothing from elsewhere and run nothing inline', async () => {
  const page = await fetch(`${origin}/`, { headers: { cookie: secretCookie } });
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|\*|data:/);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(page.headers.get('cache-control')).toBe('no-store');
});

test.each(['/../server.ts', '/..%2fserver.ts', '/%2e%2e/server.ts', '/..%5cserver.ts'])(
  'no file outside the page is served: %s',
  async (address) => {
    const answer = await fetch(origin + address, { headers: { cookie: secretCookie } });
    expect([403, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain('startLoopbackServer');
  },
);

test('a page that was not built is said so', async () => {
  await expect(startLoopbackServer({ kiosk, pageFolder: folder, port: 0, log, pageGone })).rejects.toThrow(
    'npm run build',
  );
});
