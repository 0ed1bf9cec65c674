/** For load balancers and supervisors: whether the process runs, and whether it can do its work. */
import type { FastifyInstance } from 'fastify';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

export function healthRoutes(
  app: FastifyInstance,
  {
    store,
    log,
    isStopping,
  }: { readonly store: Store; readonly log: Log; readonly isStopping: () => boolean },
): void {
  app.get('/health/live', async () => ({ ok: true }));
  app.get('/health/ready', async (_, reply) => {
    if (isStopping()) return reply.code(503).send({ ok: false });
    try {
      await store.check();
      return { ok: true };
    } catch (error) {
      log.error({ err: error }, 'not ready');
      return reply.code(503).send({ ok: false });
    }
  });
}
