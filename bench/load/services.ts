/** Service processes as a city starts them, on one store, with their metrics read while they work. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SERVICE_FLAGS } from '../service-flags.ts';

const MAIN = fileURLToPath(new URL('../../sync-service/main.ts', import.meta.url));
const LOOK_EVERY_MS = 250;
const KILL_LOOK_EVERY_MS = 10;
const LISTENS = /Perron sync service: (http:\S+)/;

export type Usage = {
  readonly cpuSeconds: number;
  readonly bytes: number;
  /** Pages of the feed that kiosks took. */
  readonly pulls: number;
  /** Records that were stored. */
  readonly stored: number;
};
export type Services = {
  readonly urls: readonly string[];
  /** Since the processes began; `bytes` is what they hold now. */
  usage(): Promise<Usage>;
  /** The most that they held at one time since then, in bytes. */
  watchMemory(): { stop(): Promise<number> };
  /** Once so many more records are stored: kills the first process without a warning, and starts it again on its port. */
  killAfter(records: number): Promise<void>;
  stop(): Promise<void>;
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
};

type Running = {
  child: ChildProcess;
  readonly folder: string;
  readonly port: number;
  readonly metricsPort: number;
};

async function launch({ folder, port, metricsPort }: Omit<Running, 'child'>, storeUrl: string | null) {
  const child = spawn(process.execPath, [...SERVICE_FLAGS, MAIN], {
    env: {
      PATH: process.env.PATH,
      PERRON_DATA: folder,
      // Shared by all of them.
      PERRON_KEYS: join(folder, '..', 'keys'),
      PERRON_PORT: String(port),
      PERRON_METRICS_PORT: String(metricsPort),
      PERRON_LOG_LEVEL: 'error',
      ...(storeUrl !== null && { STORE: storeUrl }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (LISTENS.test(said)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  });
  return child;
}

export async function startServices({
  folder,
  processes,
  storeUrl,
}: {
  readonly folder: string;
  readonly processes: number;
  /** Null for SQLite, which takes one process. */
  readonly storeUrl: string | null;
}): Promise<Services> {
  const running: Running[] = [];
  for (let nth = 0; nth < processes; nth += 1) {
    const place = {
      folder: join(folder, `service-${nth}`),
      port: await freePort(),
      metricsPort: await freePort(),
    };
    mkdirSync(place.folder, { recursive: true });
    running.push({ ...place, child: await launch(place, storeUrl) });
  }

  const usage = async (): Promise<Usage> => {
    const sum = { cpuSeconds: 0, bytes: 0, pulls: 0, stored: 0 };
    for (const { metricsPort } of running) {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      const of = (name: string) =>
        Number(
          text
            .split('\n')
            .find((line) => line.startsWith(`${name} `))
            ?.slice(name.length) ?? 0,
        );
      sum.cpuSeconds += of('process_cpu_seconds_total');
      sum.bytes += of('process_resident_memory_bytes');
      sum.stored += of('perron_records_total{status="stored"}');
      sum.pulls += of('perron_socket_request_seconds_count{event="feed:pull",outcome="ok"}');
    }
    return sum;
  };

  return {
    urls: running.map(({ port }) => `http://127.0.0.1:${port}`),
    usage,
    watchMemory() {
      let most = 0;
      const look = async () => {
        // A process that was just killed answers again soon.
        const { bytes } = await usage().catch(() => ({ bytes: 0 }));
        most = Math.max(most, bytes);
      };
      const timer = setInterval(look, LOOK_EVERY_MS);
      return {
        async stop() {
          clearInterval(timer);
          await look();
          return most;
        },
      };
    },
    async killAfter(records) {
      const [first] = running;
      if (first === undefined) return;
      const { stored } = await usage();
      while ((await usage()).stored < stored + records) await delay(KILL_LOOK_EVERY_MS);
      const gone = once(first.child, 'exit');
      first.child.kill('SIGKILL');
      await gone;
      first.child = await launch(first, storeUrl);
    },
    async stop() {
      await Promise.all(
        running.map(async ({ child }) => {
          const gone = once(child, 'exit');
          child.kill('SIGTERM');
          await gone;
        }),
      );
    },
  };
}
