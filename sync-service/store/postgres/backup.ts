/**
 * A copy of the whole database as a file of SQLite, while others write: of one moment, read back and compared. It needs no
 * program of PostgreSQL's, and `move-to-postgres` takes it back; or a service on SQLite goes on with it.
 */
import { openDatabase, type Sqlite } from '../../../platform/sqlite.ts';
import { writeWhole } from '../sqlite/backup.ts';
import { serviceDatabase } from '../sqlite/schema.ts';
import {
  type Columns,
  columnsOf,
  NUMBERED,
  postgresRows,
  quoted,
  rowDigest,
  sqliteRows,
  TABLES,
  type Table,
} from '../tables.ts';
import type { Postgres } from './database.ts';

async function copy(from: Postgres, to: Sqlite, table: Table, columns: Columns): Promise<void> {
  const digest = rowDigest(table, columns);
  const insert = to.prepare(
    `INSERT INTO ${table} (${quoted(columns.all)}) VALUES (${columns.all.map(() => '?').join(', ')})`,
  );
  for await (const rows of postgresRows(from, table, columns))
    for (const row of rows) {
      digest.add(row);
      insert.run(columns.all.map((name) => row[name] ?? null));
    }
  const written = rowDigest(table, columns);
  for (const row of sqliteRows(to, table, columns)) written.add(row);
  if (written.done().sha256 !== digest.done().sha256)
    throw new Error(`rows of ${table} came out otherwise than they went in`);
}

/** A number that was ever given is not given again. */
async function keepNumbers(from: Postgres, to: Sqlite, table: Table): Promise<void> {
  const column = NUMBERED[table];
  if (column === undefined) return;
  const given = await from.one<{ last: number | null }>(
    'SELECT pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass) AS last',
    table,
    column,
  );
  to.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(table);
  to.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, given?.last ?? 0);
}

export const writePostgresBackup = (db: Postgres, file: string): Promise<void> =>
  writeWhole(file, async (aside) => {
    const to = openDatabase(aside, serviceDatabase);
    try {
      await db.transaction(async () => {
        // All tables as of the first look at one.
        await db.script('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
        to.exec('BEGIN');
        for (const table of TABLES) {
          await copy(db, to, table, columnsOf(to, table));
          await keepNumbers(db, to, table);
        }
        to.exec('COMMIT');
      });
      // One file, without a log beside it.
      to.pragma('journal_mode = DELETE');
    } finally {
      to.close();
    }
  });
