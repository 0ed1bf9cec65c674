/** A whole Perron for a browser test: service and kiosk as processes, with a network between them that can fail. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { type Running, runToEnd, startProcess } from './processes.ts';
import { type FaultyProxy, startFaultyProxy } from './proxy.ts';

export const PIN = '246810';

/** A record as one of the two databases holds it. */
export type StoredRecord = {
  chainId: string;
  seq: number;
  id: string;
  hash: string;
  header: string;
  body: string;
};

export type Perron = {
  readonly staff: { readonly name: string; readonly password: string };
  addStaff(name: string, role: string): Promise<{ readonly name: string; readonly password: string }>;
  /** Changes the service's database behind its back; returns how to put the records back. */
  tamper(sql: string): () => void;
  /** Changes the kiosk's database beside the kiosk. */
  tamperWithKiosk(sql: string): void;
  readonly network: FaultyProxy;
  /** A folder that the kiosk takes for a USB stick as soon as somebody makes it. */
  readonly stick: string;
  /** The command line of the service; its answer as JSON. */
  admin(...words: string[]): Promise<unknown>;
  serviceUrl(): string;
  /** For one more kiosk. */
  makeEnrolmentCode(): Promise<string>;
  /** Opens the kiosk's page; another one after each restart. */
  kioskUrl(): string;
  /** One more kiosk of the same kind, on the same network; its page, and whether its files hold a text. */
  startAnotherKiosk(): Promise<{ readonly url: string; filesHold(text: string): boolean }>;
  /** Both processes end as in a power cut, and start again on what is on their disks. */
  powerCut(): Promise<void>;
  kioskRecords(): StoredRecord[];
  serviceRecords(): StoredRecord[];
  /** Whether the raw bytes of the kiosk's data folder hold a text. */
  kioskFilesHold(text: string): boolean;
  /** Whether the memory of the kiosk's host process holds a text. */
  kioskMemoryHolds(text: string): Promise<boolean>;
  /** How many rows the service holds aside. */
  quarantined(): number;
  close(): Promise<void>;
};

/** With the demo city, one staff account, and a kiosk that is enrolled. */
export async function startPerron({
  kioskSettings = [],
  kioskEnvironment = {},
}: {
  /** More words for the command that makes the kiosk's code. */
  kioskSettings?: readonly string[];
  kioskEnvironment?: Readonly<Record<string, string>>;
} = {}): Promise<Perron> {
  const folder = mkdtempSync(path.join(tmpdir(), 'perron-e2e-'));
  const serviceData = path.join(folder, 'service');
  const kioskData = path.join(folder, 'kiosk');
  const stick = path.join(folder, 'KINGSTON');
  const heaps = path.join(folder, 'heaps');
  mkdirSync(heaps);
  const admin = async (...args: string[]) =>
    JSON.parse(
      await runToEnd({
        script: 'sync-service/admin.ts',
        args: [...args, '--json'],
        env: { PERRON_DATA: serviceData },
      }),
    );
  await admin('demo');
  const addStaff = async (name: string, role: string) => {
    const { password } = await admin('staff', 'add', '--name', name, '--role', role, '--generate');
    return { name, password: String(password) };
  };
  const staff = await addStaff('Marie', 'exporter');
  const makeEnrolmentCode = async (): Promise<string> => {
    const { code } = await admin(
      'kiosk',
      'enrolment-code',
      '--name',
      'Library kiosk',
      '--place',
      'Main Library',
      '--languages',
      'en,fr,nl,de',
      '--facilitator',
      `Amélie:${PIN}`,
      ...kioskSettings,
    );
    return code;
  };
  const code = await makeEnrolmentCode();

  const startService = () =>
    startProcess({
      script: 'sync-service/main.ts',
      env: { PERRON_DATA: serviceData, PERRON_PORT: '0', PERRON_LOG_LEVEL: 'warn' },
      ready: /http:\/\/127\.0\.0\.1:\d+/,
    });
  let service: Running = await startService();
  const port = () => Number(new URL(service.line).port);
  const network = await startFaultyProxy({ port: port() });
  const startKiosk = (of = { data: kioskData, code }) =>
    startProcess({
      script: 'electron/browser-shell/main.ts',
      env: {
        PERRON_KIOSK_DATA: of.data,
        PERRON_SERVICE_URL: network.url,
        PERRON_ENROLMENT_CODE: of.code,
        PERRON_CARRY_FOLDER: stick,
        PERRON_WINDOW: 'none',
        PERRON_LOG_LEVEL: 'warn',
        NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${heaps}`,
        ...kioskEnvironment,
      },
      ready: /http:\/\/127\.0\.0\.1:\d+\/\?key=\S+/,
    });
  let kiosk: Running = await startKiosk();
  const others: Running[] = [];
  const filesHold = (data: string, text: string): boolean =>
    readdirSync(data).some((file) => readFileSync(path.join(data, file)).includes(text));

  const read = <T>(file: string, sql: string): T[] => {
    const db = new Database(file, { readonly: true });
    try {
      return db.prepare<[], T>(sql).all();
    } finally {
      db.close();
    }
  };
  const COLUMNS = "chain_id AS chainId, seq, id, hash, header, coalesce(body, '') AS body";
  const serviceFile = path.join(serviceData, 'service.sqlite');

  return {
    staff,
    addStaff,
    tamperWithKiosk(sql) {
      const db = new Database(path.join(kioskData, 'kiosk.db'));
      db.exec(sql);
      db.close();
    },
    tamper(sql) {
      const db = new Database(serviceFile);
      const before = db.prepare('SELECT * FROM records').all() as Record<string, unknown>[];
      db.exec(sql);
      db.close();
      return () => {
        const again = new Database(serviceFile);
        const columns = Object.keys(before[0] ?? {});
        const put = again.prepare(
          `INSERT OR REPLACE INTO records (${columns}) VALUES (${columns.map((column) => `@${column}`)})`,
        );
        again.transaction(() => {
          for (const row of before) put.run(row);
        })();
        again.close();
      };
    },
    network,
    stick,
    admin,
    serviceUrl: () => service.line,
    makeEnrolmentCode,
    kioskUrl: () => kiosk.line,
    async powerCut() {
      await Promise.all([kiosk.kill(), service.kill()]);
      service = await startService();
      network.heal({ port: port() });
      kiosk = await startKiosk();
    },
    kioskRecords: () =>
      read(path.join(kioskData, 'kiosk.db'), `SELECT ${COLUMNS} FROM record ORDER BY chain_id, seq`),
    serviceRecords: () => read(serviceFile, `SELECT ${COLUMNS} FROM records ORDER BY chain_id, seq`),
    async startAnotherKiosk() {
      const data = path.join(folder, `kiosk-${others.length + 2}`);
      const other = await startKiosk({ data, code: await makeEnrolmentCode() });
      others.push(other);
      return { url: other.line, filesHold: (text) => filesHold(data, text) };
    },
    kioskFilesHold: (text) => filesHold(kioskData, text),
    async kioskMemoryHolds(text) {
      kiosk.signal('SIGUSR2');
      let file: string | undefined;
      // Written at one go, during which the host answers nobody: once it answers, the file is whole.
      while (file === undefined) {
        await fetch(kiosk.line);
        [file] = readdirSync(heaps);
      }
      await fetch(kiosk.line);
      const heap = readFileSync(path.join(heaps, file));
      rmSync(path.join(heaps, file));
      return heap.includes(text);
    },
    quarantined: () => read<{ n: number }>(serviceFile, 'SELECT count(*) AS n FROM quarantine')[0]?.n ?? -1,
    async close() {
      await Promise.all([kiosk, ...others].map((running) => running.stop()));
      await network.close();
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
