/** Metrics on a port of their own, so that a proxy that serves kiosks and staff does not show them by mistake. */
import type { AddressInfo } from 'node:net';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createWebServer } from './web-server.ts';

export type MetricsServer = {
  /** Resolves to the port. */
  listen(): Promise<number>;
  close(): Promise<void>;
};

export async function createMetricsServer({
  metrics,
  host,
  port,
  log,
}: {
  readonly metrics: Metrics;
  readonly host: string;
  readonly port: number;
  readonly log: Log;
}): Promise<MetricsServer> {
  const app = await createWebServer({ log });
  app.get('/metrics', async (_, reply) => {
    const { text, type } = await metrics.read();
    return reply.type(type).send(text);
  });
  return {
    async listen() {
      await app.listen({ host, port });
      return (app.server.address() as AddressInfo).port;
    },
    close: () => app.close(),
  };
}
