/** What the service holds on its disk, read beside it. */
import Database from 'better-sqlite3';

export function servedHeaders(databaseFile: string): string[] {
  const db = new Database(databaseFile, { readonly: true });
  try {
    return db.prepare<[], string>('SELECT header FROM records ORDER BY seq').pluck().all();
  } finally {
    db.close();
  }
}
