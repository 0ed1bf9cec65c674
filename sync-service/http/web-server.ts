/** Fastify as every route of the service has it: security headers, problems as JSON, a log without content. */
import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import { type FastifyInstance, fastify } from 'fastify';
import { problem } from '../../common/problems.ts';
import { storageProblem } from '../../platform/storage-problem.ts';
import type { Log } from '../log.ts';
import { statusOf } from './problem-status.ts';

export async function createWebServer({ log }: { readonly log: Log }): Promise<FastifyInstance> {
  // Fastify's own request log would hold addresses and queries.
  const app = fastify({ logger: false, bodyLimit: 65_536, forceCloseConnections: true });
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

  app.addHook('onResponse', async (request, reply) => {
    log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'http',
    );
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
    const logId = randomUUID();
    log.error({ err: error, logId, route: request.routeOptions.url ?? null }, 'request failed');
    const code = storageProblem(error) ?? 'internal';
    return reply.code(statusOf(code)).send(problem(code, { logId }));
  });
  return app;
}
