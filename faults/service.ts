/** The service as a process on a folder, a port and a store that stay the same whatever happens to it. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { databaseFile } from '../sync-service/data-folder.ts';
import { type DeviceService, deviceService } from '../sync-service/services/devices.ts';
import { establishIdentity } from '../sync-service/services/identity.ts';
import { openStore } from '../sync-service/store/open-store.ts';
import type { Store } from '../sync-service/store/store.ts';
import { type Child, startChild } from './process.ts';

export const STORES = ['sqlite', 'postgres'] as const;
export type StoreName = (typeof STORES)[number];

export type ServicePlace = {
  readonly folder: string;
  /** Null for SQLite in the folder. */
  readonly storeUrl: string | null;
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

export type ServiceRunner = Awaited<ReturnType<typeof startServiceRunner>>;

/** `sync-service/main.ts` on a folder and a port that stay the same whatever happens to the process. */
export async function startServiceRunner({ folder, storeUrl }: ServicePlace) {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: Child | null = null;
  let peakMemory = 0;
  let logged = '';
  /** The highest resident set of the process so far, in bytes; Linux alone tells it. */
  const notePeak = (): void => {
    const file = `/proc/${child?.pid}/status`;
    if (!child?.isAlive() || !existsSync(file)) return;
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1];
    peakMemory = Math.max(peakMemory, Number(kilobytes ?? 0) * 1_024);
  };
  return {
    url,
    folder,
    storeUrl,
    databaseFile: databaseFile(folder),
    get child(): Child {
      if (child === null) throw new Error('the service was never started');
      return child;
    },
    async start(): Promise<void> {
      const started = startChild({
        file: new URL('../sync-service/main.ts', import.meta.url),
        env: {
          PERRON_DATA: folder,
          PERRON_PORT: String(port),
          PERRON_LOG_LEVEL: 'info',
          ...(storeUrl === null ? {} : { STORE: storeUrl }),
        },
      });
      child = started;
      let out = '';
      const listening = new Promise<void>((resolve) => {
        started.process.stdout?.on('data', (bytes) => {
          logged += bytes;
          if (out.length < 4_096) out += bytes;
          if (out.includes(url)) resolve();
        });
      });
      const died = started.exited.then(() => {
        throw new Error(`the service did not start: ${started.said()}`);
      });
      died.catch(() => undefined);
      await Promise.race([listening, died]);
    },
    async kill(): Promise<void> {
      notePeak();
      await child?.kill();
    },
    /** As an operator ends it. */
    async stop(): Promise<void> {
      notePeak();
      if (child?.isAlive()) child.process.kill('SIGTERM');
      await child?.exited;
    },
    peakMemory(): number {
      notePeak();
      return peakMemory;
    },
    logged: () => logged,
  };
}

/** The store of a running or stopped service, as the command line beside it opens it. */
export async function besideService<T>(
  { folder, storeUrl }: ServicePlace,
  work: (given: { readonly store: Store; readonly devices: DeviceService }) => Promise<T>,
  now: () => number = Date.now,
): Promise<T> {
  const store = await openStore({ storeUrl, dataFolder: folder });
  try {
    const identity = await establishIdentity({ store, keysFolder: folder });
    return await work({ store, devices: deviceService({ store, identity, now }) });
  } finally {
    await store.close();
  }
}
