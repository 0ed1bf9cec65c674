/**
 * What a connection costs the service that does nothing: kiosks, each with its own key, proven and waiting for news, against
 * as many bare Socket.IO connections to a server that keeps nothing, under the same flags of Node. 500 are there already, then 500 more
 * come: what the process holds with those, less what it held before them, divided by their number; once by what is reachable (heap and
 * buffers after a collection), once by the resident set.
 *
 * The first 500 let Node make the room for young objects as large as letting kiosks in needs (a proof makes more garbage than a bare
 * connection). It keeps that room and fills it again whoever comes, so that it is no connection's.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { SYNC_NAMESPACE } from '../common/contract/sync.ts';
import { makeKeyPair } from '../platform/crypto.ts';
import { databaseFile } from '../sync-service/data-folder.ts';
import { deviceService } from '../sync-service/services/devices.ts';
import { establishIdentity } from '../sync-service/services/identity.ts';
import { openSqliteStore } from '../sync-service/store/sqlite/sqlite-store.ts';
import { connectKiosk, startChain, type TestDevice } from '../sync-service/test-support/kiosk.ts';
import { testConsultation } from '../sync-service/test-support/service.ts';
import { type Child, startChild } from './child.ts';
import type { Held } from './held-memory.ts';
import { startService } from './push-kiosk.ts';
import { SERVICE_FLAGS } from './service-flags.ts';
import { besides, median, type Part, sideBySide } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

/** Before those that are measured, and as many more. */
const CONNECTIONS = 500;
const AT_ONCE = 25;
/** Until what connecting needed is over: timers of the handshake, answers on their way. */
const SETTLE_MS = 1_000;

type Line = { disconnect(): unknown };

async function enrolled(dataFolder: string): Promise<TestDevice[]> {
  mkdirSync(dataFolder, { recursive: true });
  const store = openSqliteStore({ file: databaseFile(dataFolder) });
  const consultation = testConsultation();
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  const identity = await establishIdentity({ store, keysFolder: dataFolder });
  const service = deviceService({ store, identity, now: Date.now });
  const devices: TestDevice[] = [];
  for (let nth = 0; nth < 2 * CONNECTIONS; nth += 1) {
    const { code } = await service.makeEnrolmentCode({
      name: `Kiosk ${nth + 1}`,
      place: 'Main Library',
      consultationId: consultation.id,
      languages: ['en'],
      facilitators: [],
    });
    const keys = makeKeyPair();
    const enrolment = await service.enrol({ protocol: 2, code, publicKey: keys.publicKey });
    if (!enrolment.ok) throw new Error(`not enrolled: ${enrolment.problem}`);
    devices.push({ keys, enrolment: enrolment.value });
  }
  await store.close();
  return devices;
}

/** Bytes a connection. */
async function held({
  process: child,
  open,
}: {
  readonly process: Pick<Child<unknown>, 'ask'>;
  readonly open: (nth: number) => Promise<Line>;
}): Promise<Held> {
  const lines: Line[] = [];
  const more = async (): Promise<Held> => {
    for (const until = lines.length + CONNECTIONS; lines.length < until; )
      lines.push(
        ...(await Promise.all(Array.from({ length: AT_ONCE }, (_, nth) => open(lines.length + nth)))),
      );
    await delay(SETTLE_MS);
    return child.ask<Held>('held');
  };
  const before = await more();
  const after = await more();
  for (const line of lines) line.disconnect();
  return {
    heapBytes: (after.heapBytes - before.heapBytes) / CONNECTIONS,
    residentBytes: (after.residentBytes - before.residentBytes) / CONNECTIONS,
  };
}

async function openBare(url: string): Promise<Line> {
  const socket = io(url + SYNC_NAMESPACE, { transports: ['websocket'], forceNew: true, reconnection: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

export const idle: Part = ({ rounds }) =>
  withTemporaryFolder(async (folder) => {
    const dataFolder = join(folder, 'service');
    const devices = await enrolled(dataFolder);
    const unit = 'bytes a connection';
    const resident = besides(unit);
    const figures = await sideBySide({
      rounds,
      competitors: [
        {
          name: 'idle: a proven kiosk',
          unit,
          async run() {
            const service = await startService({ dataFolder, enrol: false, encoding: 'zstd' });
            const { heapBytes, residentBytes } = await held({
              process: service,
              open: async (nth) => {
                const device = devices[nth] as TestDevice;
                return (await connectKiosk({ url: service.url, device, chain: startChain() })).socket;
              },
            });
            await service.stop();
            resident.note('idle: a proven kiosk, resident', residentBytes);
            return heapBytes;
          },
        },
        {
          name: 'idle: bare Socket.IO',
          unit,
          async run() {
            const server = await startChild<{ url: string }>({
              file: './ceiling-process.ts',
              flags: SERVICE_FLAGS,
            });
            const { heapBytes, residentBytes } = await held({
              process: server,
              open: () => openBare(server.first.url),
            });
            await server.stop();
            resident.note('idle: bare Socket.IO, resident', residentBytes);
            return heapBytes;
          },
        },
      ],
    });
    const all = [...figures, ...resident.figures()];
    const ratio = (of: string) =>
      median(all, `idle: a proven kiosk${of}`) / median(all, `idle: bare Socket.IO${of}`);
    return {
      figures: all,
      ratios: { idleKioskVsBareSocket: ratio(''), idleKioskVsBareSocketResident: ratio(', resident') },
    };
  });
