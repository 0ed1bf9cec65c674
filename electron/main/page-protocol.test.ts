import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageScheme, servePage } from './page-protocol.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const folder = mkdtempSync(path.join(tmpdir(), 'perron-page-'));
const pageFolder = path.join(folder, 'page');
let handler: Handler;

/** Node refuses to send to `perron:`, but makes the request that Electron would hand over. */
const ask = async (address: string, init?: RequestInit) =>
  handler(new Request(new URL(address, 'perron://kiosk/'), init));

beforeAll(() => {
  mkdirSync(path.join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(path.join(pageFolder, 'index.html'), '<title>Perron</title>');
  writeFileSync(path.join(pageFolder, 'assets', 'index-1.js'), 'export {};');
  writeFileSync(path.join(pageFolder, 'assets', 'index-1.css'), 'body {}');
  writeFileSync(path.join(pageFolder, 'assets', 'icon-1.svg'), '<svg/>');
  writeFileSync(path.join(pageFolder, 'assets', 'face-1.woff2'), Buffer.from([0, 255, 1]));
  writeFileSync(path.join(pageFolder, 'notes.exe'), 'not for the page');
  writeFileSync(path.join(folder, 'secret.js'), 'secret');
  symlinkSync(path.join(folder, 'secret.js'), path.join(pageFolder, 'linked.js'));
  servePage({
    pageFolder,
    protocol: {
      handle: (scheme, given) => {
        expect(scheme).toBe('perron');
        handler = given as unknown as Handler;
      },
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the page under its own scheme', () => {
  it('has an origin and is trusted as https is, and has no other privilege', () => {
    expect(pageScheme).toEqual({ scheme: 'perron', privileges: { standard: true, secure: true } });
  });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/assets/index-1.js', 'text/javascript; charset=utf-8'],
    ['/assets/index-1.css', 'text/css; charset=utf-8'],
    ['/assets/icon-1.svg', 'image/svg+xml; charset=utf-8'],
    ['/assets/face-1.woff2', 'font/woff2'],
  ])('serves %s as %s', async (address, type) => {
    const response = await ask(address);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
  });

  it('serves files byte for byte', async () => {
    const response = await ask('/assets/face-1.woff2');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 1]);
  });

  it.each(['/', '/missing.js'])('lets %s load nothing but the page and connect nowhere', async (address) => {
    const { headers } = await ask(address);
    const policy = (headers.get('content-security-policy') ?? '').split('; ').sort();
    expect(policy).toEqual([
      "base-uri 'none'",
      "connect-src 'none'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' blob:",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    '/../secret.js',
    '/..%2fsecret.js',
    '/%2e%2e/secret.js',
    '/assets/..%5c..%5csecret.js',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.js',
    '//../secret.js',
    '/linked.js',
    '/assets',
    '/assets/',
    '/notes.exe',
    '/%',
    '/index.html%00.js',
    'perron://example.org/index.html',
    'perron://kiosk:99/index.html',
    'https://kiosk/index.html',
  ])('has nothing at %s', async (address) => {
    const response = await ask(address);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('refuses %s', async (method) => {
    const response = await ask('/', { method });
    expect(response.status).toBe(405);
    expect(await response.text()).toBe('');
  });

  it('says so when the page has not been built', () => {
    expect(() =>
      servePage({ pageFolder: path.join(folder, 'nothing'), protocol: { handle: () => undefined } }),
    ).toThrow('npm run build');
  });
});
