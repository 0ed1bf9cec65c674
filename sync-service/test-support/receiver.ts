/** Another program's address for webhooks: a real HTTP server that answers as a test says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly headers: Record<string, string>; readonly body: string };
type Answering = (response: ServerResponse, request: IncomingMessage) => void;

export type Receiver = {
  readonly url: string;
  readonly received: readonly Received[];
  /** From now on. */
  answer(how: Answering): void;
  /** Resolves once so many were received in all. */
  count(wanted: number): Promise<void>;
  /** Its process ends with every connection. */
  kill(): Promise<void>;
  /** On the same port. */
  revive(): Promise<void>;
};

export const withStatus =
  (status: number): Answering =>
  (response) => {
    response.writeHead(status).end();
  };

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let how = withStatus(204);
  let counted = () => {};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers as Record<string, string>, body });
    how(response, request);
    counted();
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer(wanted) {
      how = wanted;
    },
    count: (wanted) =>
      new Promise((resolve) => {
        counted = () => {
          if (received.length >= wanted) resolve();
        };
        counted();
      }),
    kill: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    revive: () => listen(port),
  };
}
