/**
 * A TCP proxy between kiosk and service whose faults a test commands: it can swallow what the service says while
 * what the kiosk says still arrives, and cut every connection.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type FaultyProxy = {
  readonly url: string;
  /** From now on the service's bytes get lost; the kiosk's still arrive. */
  swallowAnswers(): void;
  /** Ends every connection at once and refuses new ones. */
  cut(): void;
  /** Takes connections again, to the port given or to the one before. */
  heal(options?: { port: number }): void;
  close(): Promise<void>;
};

export async function startFaultyProxy({ port }: { port: number }): Promise<FaultyProxy> {
  let target = port;
  let swallowing = false;
  let refusing = false;
  const sockets = new Set<Socket>();

  const tracked = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };

  const server = createServer((client) => {
    tracked(client);
    if (refusing) {
      client.destroy();
      return;
    }
    const upstream = tracked(connect(target, '127.0.0.1'));
    client.pipe(upstream);
    upstream.on('data', (bytes) => {
      if (!swallowing) client.write(bytes);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    url,
    swallowAnswers() {
      swallowing = true;
    },
    cut() {
      refusing = true;
      cutAll();
    },
    heal(options) {
      target = options?.port ?? target;
      swallowing = false;
      refusing = false;
      cutAll();
    },
    async close() {
      cutAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
