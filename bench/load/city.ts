/** The store of a load test: where its service finds it, its consultations and codes, and what is in it at the end. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { argon2id } from 'hash-wasm';
import pg from 'pg';
import { openReader } from '../../platform/sqlite.ts';
import { databaseFile } from '../../sync-service/data-folder.ts';
import { deviceService } from '../../sync-service/services/devices.ts';
import { establishIdentity } from '../../sync-service/services/identity.ts';
import { openStore } from '../../sync-service/store/open-store.ts';
import { startTestServer } from '../../sync-service/store/postgres/test-support/server.ts';
import { testConsultation } from '../../sync-service/test-support/service.ts';
import { PIN } from '../kiosk-desk.ts';

/** So many share a consultation, and with it a feed: a workshop's, not a region's. */
const KIOSKS_OF_A_CONSULTATION = 10;
const LEAST = { parallelism: 1, iterations: 1, memorySize: 8 };

export const STORES = ['sqlite', 'postgres'] as const;
export type StoreName = (typeof STORES)[number];

export type City = {
  readonly storeUrl: string | null;
  /** One a kiosk, each good for 15 minutes. */
  codes(kiosks: number): Promise<string[]>;
  /** Records that came through, and what was made of them. */
  stored(): Promise<{
    readonly ids: ReadonlySet<string>;
    readonly rows: number;
    readonly ideas: number;
    readonly contributions: number;
  }>;
  bytes(): Promise<number>;
  close(): Promise<void>;
};

const IDS = 'SELECT id, kind FROM records';
const CONTRIBUTIONS = 'SELECT count(*) AS n FROM contributions';

export async function openCity({
  folder,
  store: name,
}: {
  readonly folder: string;
  readonly store: StoreName;
}): Promise<City> {
  const dataFolder = join(folder, 'service-0');
  mkdirSync(dataFolder, { recursive: true });
  const server = name === 'postgres' ? await startTestServer({ durable: true }) : null;
  const storeUrl = (await server?.createDatabase()) ?? null;
  const store = await openStore({ storeUrl, dataFolder });
  const identity = await establishIdentity({ store, keysFolder: join(folder, 'keys') });
  const devices = deviceService({ store, identity, now: Date.now });
  // A desk is unlocked hundreds of times here: its PIN is hashed as cheaply as the form allows.
  const pinHash = await argon2id({
    ...LEAST,
    password: PIN,
    salt: 'saltsalt',
    hashLength: 16,
    outputType: 'encoded',
  });

  const asked = async <Row>(sql: string): Promise<Row[]> => {
    if (storeUrl === null) {
      const db = openReader(databaseFile(dataFolder));
      try {
        return db.prepare<[], Row>(sql).all();
      } finally {
        db.close();
      }
    }
    const client = new pg.Client({ connectionString: storeUrl });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Row[];
    } finally {
      await client.end();
    }
  };

  return {
    storeUrl,
    async codes(kiosks) {
      const codes: string[] = [];
      let consultation = testConsultation();
      for (let nth = 0; nth < kiosks; nth += 1) {
        if (nth % KIOSKS_OF_A_CONSULTATION === 0) {
          consultation = testConsultation();
          await store.city.save([{ kind: 'consultation', document: consultation }]);
        }
        const { code } = await devices.makeEnrolmentCode({
          name: `Kiosk ${nth + 1}`,
          place: 'Main Library',
          consultationId: consultation.id,
          languages: ['en'],
          facilitators: [{ id: crypto.randomUUID(), name: 'Marie', pinHash }],
        });
        codes.push(code);
      }
      return codes;
    },
    async stored() {
      await store.projection.settle();
      const rows = await asked<{ id: string; kind: string }>(IDS);
      const [contributions] = await asked<{ n: number | string }>(CONTRIBUTIONS);
      return {
        ids: new Set(rows.map(({ id }) => id)),
        rows: rows.length,
        ideas: rows.filter(({ kind }) => kind === 'idea').length,
        contributions: Number(contributions?.n),
      };
    },
    async bytes() {
      if (storeUrl !== null) {
        const [size] = await asked<{ n: string }>('SELECT pg_database_size(current_database()) AS n');
        return Number(size?.n);
      }
      const [size] = await asked<{ n: number }>(
        'SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()',
      );
      return size?.n ?? 0;
    },
    async close() {
      await store.close();
      if (storeUrl !== null) await server?.dropDatabase(storeUrl);
      await server?.stop();
    },
  };
}
