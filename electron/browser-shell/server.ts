/**
 * The loopback page of the browser shell: the renderer's files, KioskApi as `POST /api/call/<name>`, and the
 * status as server-sent events. Only the browser that this shell opened gets in: it carries a secret of this run.
 */
import { timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify';
import type { Logger } from 'pino';
import { problem } from '../../common/problems.ts';
import { random16 } from '../../platform/crypto.ts';
import type { Kiosk } from '../host/compose.ts';

const HEARTBEAT_MS = 15_000;
/** A page that is loaded anew listens again much sooner. */
const GONE_AFTER_MS = 2_000;
/** Words of 5,000 characters in any script, with JSON around them. */
const CALL_MAX_BYTES = 131_072;

export type LoopbackServer = {
  /** Opens the kiosk once in a browser; the secret in it is spent on a cookie. */
  readonly url: string;
  close(): Promise<void>;
};

/** `port` 0 takes a free one. `pageGone` is told when the page that had listened does no more, as after the death of its process. Throws when the page has not been built. */
export async function startLoopbackServer({
  kiosk,
  pageFolder,
  port,
  log,
  pageGone,
}: {
  kiosk: Kiosk;
  pageFolder: string;
  port: number;
  log: Logger;
  pageGone: () => void;
}): Promise<LoopbackServer> {
  if (!existsSync(path.join(pageFolder, 'index.html'))) {
    throw new Error(`${pageFolder} holds no page: build it with npm run build.`);
  }
  const secret = random16() + random16();
  const app = fastify({ logger: false, bodyLimit: CALL_MAX_BYTES, forceCloseConnections: true });
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // The page makes its own of a city's logo; an address of `data:` could come from elsewhere.
        imgSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  });

  app.setErrorHandler((error, _, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status === 413) return reply.code(413).send(problem('input-too-large'));
    if (status < 500) return reply.code(status).send(problem('input-invalid'));
    const logId = random16();
    log.error({ logId, err: error instanceof Error ? error.name : typeof error }, 'loopback request failed');
    return reply.code(500).send(problem('internal', { logId }));
  });

  // Cookies are shared by all ports of a host, so the port is part of the name.
  const cookieName = () => `perron-${portOf(app)}`;

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const refusal = refusalOf(request, portOf(app));
    if (refusal === null && isAdmitted({ request, cookieName: cookieName(), secret })) return;
    log.warn({ reason: refusal ?? 'secret', route: request.routeOptions.url ?? null }, 'caller refused');
    await reply.code(403).send(problem('caller-refused'));
  });

  app.get<{ Querystring: { key?: string } }>('/', async (request, reply) => {
    if (request.query.key === undefined) return reply.sendFile('index.html');
    reply.setCookie(cookieName(), secret, { httpOnly: true, sameSite: 'strict', path: '/' });
    return reply.redirect('/', 303);
  });

  app.post<{ Params: { name: string } }>('/api/call/:name', async (request) =>
    kiosk.call(request.params.name, request.body),
  );

  let listening = 0;
  let gone: NodeJS.Timeout | undefined;
  app.addHook('onClose', async () => clearTimeout(gone));
  app.get('/api/status', (request, reply) => {
    listening += 1;
    clearTimeout(gone);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const tell = (value: unknown) => raw.write(`data: ${JSON.stringify(value)}\n\n`);
    const stop = kiosk.onStatus(tell);
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    request.raw.on('close', () => {
      clearInterval(heartbeat);
      stop();
      listening -= 1;
      if (listening === 0 && app.server.listening) gone = setTimeout(pageGone, GONE_AFTER_MS);
    });
    void kiosk.call('kiosk:status', {}).then((status) => {
      if (status.ok) tell(status.value);
    });
  });

  await app.register(fastifyStatic, { root: pageFolder, index: false, cacheControl: false });
  app.setNotFoundHandler((_, reply) => reply.code(404).send(problem('not-found')));
  await app.listen({ host: '127.0.0.1', port });
  return {
    url: `http://127.0.0.1:${portOf(app)}/?key=${secret}`,
    close: () => app.close(),
  };
}

const portOf = (app: FastifyInstance): number => (app.server.address() as AddressInfo).port;

/** Why a request cannot come from our own page: a name that was pointed at this address, or another page. */
function refusalOf(request: FastifyRequest, port: number): 'host' | 'origin' | null {
  const { host, origin } = request.headers;
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !own.includes(host)) return 'host';
  if (origin === undefined) return request.method === 'GET' ? null : 'origin';
  return origin === `http://${host}` ? null : 'origin';
}

function isAdmitted({
  request,
  cookieName,
  secret,
}: {
  request: FastifyRequest;
  cookieName: string;
  secret: string;
}): boolean {
  const query = request.query as Record<string, unknown>;
  const offered = request.cookies[cookieName] ?? (request.routeOptions.url === '/' ? query.key : undefined);
  if (typeof offered !== 'string') return false;
  const [given, wanted] = [Buffer.from(offered), Buffer.from(secret)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
