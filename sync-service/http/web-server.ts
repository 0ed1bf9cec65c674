/** Fastify as every route of the service has it: security headers, problems as JSON, a log without content. */
import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import { type FastifyInstance, fastify } from 'fastify';
import { problem } from '../../common/problems.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { storeProblem } from '../store/store-problem.ts';
import { statusOf } from './problem-status.ts';

export async function createWebServer({
  log,
  metrics,
  trustedProxies = [],
}: {
  readonly log: Log;
  readonly metrics?: Metrics;
  readonly trustedProxies?: readonly string[];
}): Promise<FastifyInstance> {
  // Fastify's own request log would hold addresses and queries; and an id of the sender's own would stand in ours.
  const app = fastify({
    logger: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: 65_536,
    forceCloseConnections: true,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });

  app.addHook('onResponse', async ({ id, method, routeOptions }, { statusCode: status, elapsedTime }) => {
    const route = routeOptions.url ?? null;
    log.info({ requestId: id, method, route, status, ms: Math.round(elapsedTime) }, 'http');
    metrics?.http({ method, route: route ?? 'unknown', status, seconds: elapsedTime / 1_000 });
  });
  app.setNotFoundHandler((_, reply) => reply.code(404).send(problem('not-found')));
  app.setErrorHandler((error, request, reply) => {
    const status =
      error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
        ? error.statusCode
        : 500;
    if (status === 413) return reply.code(413).send(problem('input-too-large'));
    if (status === 429) {
      const wait = Number(reply.getHeader('retry-after') ?? 1);
      return reply.code(429).send(problem('rate-limited', { retryAfterSeconds: wait }));
    }
    if (status >= 400 && status < 500) return reply.code(status).send(problem('input-invalid'));
    const logId = request.id;
    log.error({ err: error, logId, route: request.routeOptions.url ?? null }, 'request failed');
    const code = storeProblem(error) ?? 'internal';
    return reply.code(statusOf(code)).send(problem(code, { logId }));
  });
  return app;
}
