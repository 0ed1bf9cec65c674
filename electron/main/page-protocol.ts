/** Serves the kiosk's page under its own scheme, with the policy that keeps it away from every network. */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from 'electron';
import { isOwnPage, PAGE_SCHEME } from './page-address.ts';

/** To be registered before the app is ready; `standard` gives the page an origin, so that `'self'` means it. */
export const pageScheme = { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true } } as const;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The browser shell's policy, less its connection: here the page talks over IPC alone. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

type PageFile = { readonly file: string; readonly type: string };

/** Throws when the page has not been built. */
export function servePage({
  protocol,
  pageFolder,
}: {
  protocol: Pick<Session['protocol'], 'handle'>;
  pageFolder: string;
}): void {
  if (!existsSync(path.join(pageFolder, 'index.html'))) {
    throw new Error(`${pageFolder} holds no page: build it with npm run build.`);
  }
  const files = listFiles(pageFolder);
  protocol.handle(PAGE_SCHEME, (request) => answer(request, files));
}

async function answer(request: Request, files: ReadonlyMap<string, PageFile>): Promise<Response> {
  if (request.method !== 'GET') {
    return new Response(null, { status: 405, headers: { ...HEADERS, allow: 'GET' } });
  }
  const { pathname } = new URL(request.url);
  const found = isOwnPage(request.url) ? files.get(pathname === '/' ? '/index.html' : pathname) : undefined;
  if (found === undefined) return new Response(null, { status: 404, headers: HEADERS });
  const body = await readFile(found.file);
  return new Response(body, { headers: { ...HEADERS, 'content-type': found.type } });
}

/**
 * The page's files by their path in an address. Only what was listed here is ever read, so no address, however it
 * is spelt, reaches another file. One folder after the other: an app archive does not list recursively.
 */
function listFiles(folder: string, prefix = '/'): Map<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      for (const [name, found] of listFiles(file, `${prefix}${entry.name}/`)) files.set(name, found);
    }
    const type = CONTENT_TYPES[path.extname(entry.name)];
    if (entry.isFile() && type !== undefined) files.set(`${prefix}${entry.name}`, { file, type });
  }
  return files;
}
