/** A real service for tests: a free port, a folder of its own, one consultation, codes to let kiosks in. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { KioskConfiguration } from '../../common/contract/sync.ts';
import { createService, type Service } from '../app.ts';
import { createLog } from '../log.ts';
import type { WebhookNetwork } from '../services/webhook-request.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';

export type TestService = {
  /** The address of the process that runs now, such as `http://127.0.0.1:43210`. */
  readonly url: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly databaseFile: string;
  /** Those of the process that runs now; a restart makes new ones. */
  readonly service: Service;
  readonly store: Store;
  readonly consultation: ConsultationDocument;
  /** Every line that was logged so far. */
  readonly logged: () => string;
  /** A one-time code; `changes` overrides the configuration that its kiosk gets. */
  makeEnrolmentCode(changes?: Partial<KioskConfiguration>): Promise<string>;
  /** The service's process ends; the folder stays. */
  stop(): Promise<void>;
  /** Ends the process if it runs and starts another on the same folder and port. */
  restart(): Promise<void>;
  /** Ends the process and removes the folder. */
  close(): Promise<void>;
};

/** How long kiosks keep words here. */
export const TEST_RETENTION_MS = 86_400_000;

/** A consultation that is open around the present day. */
export const testConsultation = (now = Date.now()): ConsultationDocument => ({
  id: randomUUID(),
  title: { en: 'The square', fr: 'La place' },
  summary: { en: 'What shall become of the square?', fr: 'Que va devenir la place ?' },
  opensAt: now - 30 * 86_400_000,
  closesAt: now + 30 * 86_400_000,
  topics: [
    { id: 'mobility', label: { en: 'Mobility', fr: 'Mobilité' } },
    { id: 'green', label: { en: 'Green', fr: 'Verdure' } },
  ],
  consent: {
    version: 'v1',
    wording: { en: 'My words may be published.', fr: 'Mes mots peuvent être publiés.' },
  },
  attribution: null,
});

export async function startTestService({
  now = Date.now,
  port: wanted = 0,
  webhookNetwork = 'loopback',
  stopDelayMs = 0,
  trustedProxies = [],
  storeUrl = () => null,
}: {
  readonly now?: () => number;
  readonly port?: number;
  readonly webhookNetwork?: WebhookNetwork;
  readonly stopDelayMs?: number;
  readonly trustedProxies?: readonly string[];
  /** Asked at each start; null for SQLite. */
  readonly storeUrl?: () => string | null;
} = {}): Promise<TestService> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'perron-service-'));
  const databaseFile = join(dataFolder, 'service.sqlite');
  const lines: string[] = [];
  const log = createLog({ level: 'trace', destination: { write: (line) => lines.push(line) } });

  const start = async (port: number) => {
    const url = storeUrl();
    const store = await openStore({ storeUrl: url, dataFolder });
    const config = {
      dataFolder,
      keysFolder: dataFolder,
      storeUrl: url,
      trustedProxies,
      host: '127.0.0.1',
      port,
      logLevel: 'trace',
      secureCookies: false,
      webhookNetwork,
      metrics: { host: '127.0.0.1', port: 0 },
      stopDelayMs,
      kioskRetentionMs: TEST_RETENTION_MS,
    } as const;
    const service = await createService({ config, store, log, now });
    const address = await service.listen();
    return { store, service, url: address, port: Number(new URL(address).port) };
  };
  let running = await start(wanted);
  let isRunning = true;
  const stop = async (): Promise<void> => {
    if (!isRunning) return;
    isRunning = false;
    await running.service.close();
    await running.store.close();
  };

  const consultation = testConsultation(now());
  await running.store.city.save([{ kind: 'consultation', document: consultation }]);

  return {
    get url() {
      return running.url;
    },
    get port() {
      return running.port;
    },
    get service() {
      return running.service;
    },
    get store() {
      return running.store;
    },
    dataFolder,
    databaseFile,
    consultation,
    logged: () => lines.join(''),
    async makeEnrolmentCode(changes = {}) {
      const { code } = await running.service.devices.makeEnrolmentCode({
        name: 'Library kiosk',
        place: 'Chiroux',
        consultationId: consultation.id,
        languages: ['fr', 'nl', 'de', 'en'],
        facilitators: [],
        ...changes,
      });
      return code;
    },
    stop,
    async restart() {
      await stop();
      running = await start(running.port);
      isRunning = true;
    },
    async close() {
      await stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
