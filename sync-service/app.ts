/** The service as one object: HTTP and Socket.IO on one port, over a store that somebody else opened. */
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { keyMark } from '../platform/crypto.ts';
import type { Config } from './config.ts';
import { clientAddress } from './http/client-address.ts';
import { healthRoutes } from './http/health.ts';
import { createMetricsServer } from './http/metrics-server.ts';
import { registerRestDocs } from './http/rest-docs.ts';
import { registerRestRoutes } from './http/rest-routes.ts';
import { registerStaffFiles } from './http/staff-files.ts';
import { registerStaffRoutes } from './http/staff-routes.ts';
import { createWebServer } from './http/web-server.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { accountAdministration } from './services/account-administration.ts';
import { activity } from './services/activity.ts';
import { apiTokens } from './services/api-tokens.ts';
import { carryService } from './services/carry.ts';
import { city } from './services/city.ts';
import { type DeviceService, deviceService } from './services/devices.ts';
import { exportRuns } from './services/export-runs.ts';
import { exportService } from './services/exports.ts';
import { feedback } from './services/feedback.ts';
import { firstAccount } from './services/first-account.ts';
import { establishIdentity, type Identity } from './services/identity.ts';
import { kioskStaff } from './services/kiosk-staff.ts';
import { likeness } from './services/likeness.ts';
import { mirror } from './services/mirror.ts';
import { moderation } from './services/moderation.ts';
import { person } from './services/person.ts';
import { platformExportService } from './services/platform-exports.ts';
import { projector } from './services/projector.ts';
import { quarantine } from './services/quarantine.ts';
import { retentionJob } from './services/retention-job.ts';
import { secondFactors } from './services/second-factors.ts';
import { slipCopies } from './services/slip-copies.ts';
import { staffAccounts } from './services/staff-accounts.ts';
import { staffSessions } from './services/staff-sessions.ts';
import { takenExports } from './services/taken-exports.ts';
import { webhooks } from './services/webhooks.ts';
import { keepingLedger } from './services/withdrawal-ledger.ts';
import { workshops } from './services/workshops.ts';
import { startStaffServer } from './socket/staff-space.ts';
import { startSyncServer } from './socket/sync-space.ts';
import type { Store } from './store/store.ts';

export type Service = {
  readonly identity: Identity;
  readonly devices: DeviceService;
  /** Whether a kiosk is connected to this process now. */
  isOnline(deviceId: string): boolean;
  /** The end of the address at which the first account is made; null where there is one. */
  firstLink(): Promise<string | null>;
  /** Resolves to the address, such as `http://127.0.0.1:8470`. */
  listen(): Promise<string>;
  /** The port on which metrics are read; null before it listens, and where none was asked for. */
  metricsPort(): number | null;
  /** Says that it is not ready, waits as long as it was told to, finishes what is in hand and closes every connection; the store stays open. */
  close(): Promise<void>;
};

export async function createService({
  config,
  store: given,
  log,
  now = Date.now,
}: {
  readonly config: Config;
  readonly store: Store;
  readonly log: Log;
  readonly now?: () => number;
}): Promise<Service> {
  const metrics = createMetrics();
  const folding = projector({ store: keepingLedger(given, config.dataFolder), log, metrics });
  const { store } = folding;
  const identity = await establishIdentity({ store, keysFolder: config.keysFolder });
  const devices = deviceService({ store, identity, now });
  const { trustedProxies } = config;
  const app = await createWebServer({ log, metrics, trustedProxies });
  const retentionMs = config.kioskRetentionMs;
  const sync = startSyncServer({
    http: app.server,
    store,
    identity,
    devices,
    log,
    metrics,
    now,
    retentionMs,
    addressOf: clientAddress(trustedProxies),
  });
  let stopping = false;
  healthRoutes(app, { store, log, isStopping: () => stopping });
  const forPrometheus = config.metrics && (await createMetricsServer({ metrics, log, ...config.metrics }));
  let metricsPort: number | null = null;
  const tokens = apiTokens({ store, now });
  const told = webhooks({ store, identity, network: config.webhookNetwork, log, now });
  const cityService = city({ store, now });
  const sessions = staffSessions({ store, online: sync.online, now });
  const retention = retentionJob({ store, log, now });
  const alike = likeness({ store, log });
  const copies = slipCopies({ store, log, now });
  const runs = exportRuns({ store, now });
  const exports = exportService({ store, sessions, runs, now });
  const platformExports = platformExportService({ store, sessions, runs, now });
  const taken = takenExports({ store, sessions, now });
  const accounts = staffAccounts({ store, factors: secondFactors({ store, identity, now }), now });
  const first = firstAccount({ store, identity, now });
  const { secureCookies } = config;
  const { online } = sync;
  const staff = startStaffServer({
    http: app.server,
    store,
    accounts,
    online,
    cookies: (header) => app.parseCookie(header),
    secureCookies,
    log,
  });
  await registerStaffRoutes(app, {
    store,
    accounts,
    first,
    administration: accountAdministration({ store, now }),
    activity: activity({ store }),
    carry: carryService({ store, identity, devices, now }),
    sessions,
    workshops: workshops({ store, sessions }),
    exports,
    platformExports,
    runs,
    taken,
    moderation: moderation({ store, now }),
    quarantine: quarantine({ store, now }),
    city: cityService,
    feedback: feedback({ store, now }),
    person: person({ store, serviceId: identity.serviceId, now }),
    kiosks: kioskStaff({ store, devices, now }),
    tokens,
    webhooks: told,
    retention,
    serviceMark: keyMark(identity.signingKey),
    secureCookies,
    now,
  });
  const { epoch } = identity;
  registerRestRoutes(app, {
    tokens,
    sessions,
    exports,
    platformExports,
    mirror: mirror({ store, city: cityService, sessions, epoch }),
    taken,
  });
  registerRestDocs(app);
  await registerStaffFiles(app);

  return {
    identity,
    devices,
    isOnline: sync.isOnline,
    firstLink: () => first.link(),
    metricsPort: () => metricsPort,
    async listen() {
      await folding.start();
      metricsPort = (await forPrometheus?.listen()) ?? null;
      await app.listen({ host: config.host, port: config.port });
      await told.start();
      retention.start();
      alike.start();
      copies.start();
      const { address, family, port } = app.server.address() as AddressInfo;
      return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    },
    async close() {
      stopping = true;
      if (config.stopDelayMs > 0) await delay(config.stopDelayMs);
      await retention.stop();
      await alike.stop();
      await copies.stop();
      await told.stop();
      await staff.close();
      await sync.close();
      await app.close();
      await folding.stop();
      await forPrometheus?.close();
    },
  };
}
