/** The store that the settings name: a file in the data folder, or a PostgreSQL. */
import { databaseFile } from '../data-folder.ts';
import { openPostgresStore } from './postgres/postgres-store.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

export const openStore = async ({
  storeUrl,
  dataFolder,
}: {
  /** Null for SQLite. */
  readonly storeUrl: string | null;
  readonly dataFolder: string;
}): Promise<Store> =>
  storeUrl === null
    ? openSqliteStore({ file: databaseFile(dataFolder) })
    : openPostgresStore({ url: storeUrl });
