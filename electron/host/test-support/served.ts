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

/** Header and body of each record as kiosks keep them, quarantine included; with `only` of that table alone. */
export function servedRecords(databaseFile: string, only?: 'records' | 'quarantine'): string[] {
  const db = new Database(databaseFile, { readonly: true });
  try {
    return (only === undefined ? (['records', 'quarantine'] as const) : [only]).flatMap((table) =>
      db.prepare<[], string>(`SELECT header || char(10) || body FROM ${table}`).pluck().all(),
    );
  } finally {
    db.close();
  }
}
