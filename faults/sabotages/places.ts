/** What several sabotages change: files, and lines in them. */
export const CONNECTION = 'sync-service/socket/connection.ts';
export const SERVICE_RECORDS = 'sync-service/store/sqlite/records.ts';
export const PROJECTION = 'sync-service/store/sqlite/projection.ts';
export const PUBLICATION = 'sync-service/store/postgres/publication.ts';
export const SERVICE_DEVICES = 'sync-service/store/sqlite/devices.ts';
export const SERVICE_SCHEMA = 'sync-service/store/sqlite/migrations/0001-service.ts';
export const DEVICES = 'sync-service/services/devices.ts';
export const BATCHES = 'sync-service/services/batches.ts';
export const WATCH = 'sync-service/socket/watch.ts';
export const STAFF_ROUTES = 'sync-service/http/staff-routes.ts';
export const STAFF_FILES = 'sync-service/http/staff-files.ts';
export const OUTBOX = 'electron/host/sync/outbox.ts';
export const CLIENT = 'electron/host/sync/client.ts';
export const KIOSK_LINE = 'electron/host/sync/socket.ts';
export const WELCOME = 'electron/host/sync/welcome.ts';
export const FACILITATORS = 'electron/host/facilitators.ts';
export const PIN_ATTEMPTS = 'electron/host/store/pin-attempts.ts';
export const DATA_FOLDER = 'electron/host/store/data-folder.ts';
export const KIOSK_STORE = 'electron/host/store/store.ts';
export const KIOSK_OUTBOX = 'electron/host/store/outbox.ts';
export const SQLITE = 'platform/sqlite.ts';
export const STORAGE_PROBLEM = 'platform/storage-problem.ts';

/** How a store of the kiosk runs its transactions. */
export const TRANSACTION = 'transaction: <T>(work: () => T): T => allOrNothing(work) as T,';

export const REPLACE_RECORD = [
  {
    file: SERVICE_RECORDS,
    find: 'INSERT INTO records (id, chain_id',
    put: 'INSERT OR REPLACE INTO records (id, chain_id',
  },
  {
    file: SERVICE_RECORDS,
    find: 'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`',
    put: 'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`',
  },
];
