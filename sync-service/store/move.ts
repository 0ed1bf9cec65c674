/** Moves everything from a file of SQLite to an empty PostgreSQL: all of it, read back and compared, or nothing. */
import { openReader, type Sqlite } from '../../platform/sqlite.ts';
import { connect, type Postgres } from './postgres/database.ts';
import { migrate } from './postgres/schema.ts';
import {
  BYTES,
  type Columns,
  type Copied,
  columnsOf,
  NUMBERED,
  postgresRows,
  quoted,
  ROWS_AT_ONCE,
  type Row,
  rowDigest,
  sqliteRows,
  TABLES,
  type Table,
} from './tables.ts';

export type MoveProblem = 'not-empty' | 'other-rows';

/** A database that is not empty, or rows that came out otherwise than they went in: then nothing was changed. */
export class MoveError extends Error {
  override readonly name = 'MoveError';
  readonly problem: MoveProblem;

  constructor(problem: MoveProblem, table: string) {
    super(`${problem}: ${table}`);
    this.problem = problem;
  }
}

/** In the order of the key, so that both sides are read alike. */
async function write(
  { from, to }: { from: Sqlite; to: Postgres },
  table: Table,
  columns: Columns,
  told: (rows: number) => void,
): Promise<Copied> {
  const digest = rowDigest(table, columns);
  const bytes = BYTES[table] ?? [];
  const insert = `INSERT INTO ${table} (${quoted(columns.all)}) OVERRIDING SYSTEM VALUE
    SELECT ${quoted(columns.all)} FROM json_populate_recordset(NULL::${table}, $1::json)`;
  let rows = 0;
  let waiting: Row[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    await to.run(insert, JSON.stringify(waiting));
    rows += waiting.length;
    waiting = [];
    told(rows);
  };
  for (const row of sqliteRows(from, table, columns)) {
    digest.add(row);
    waiting.push({
      ...row,
      ...Object.fromEntries(
        bytes.map((name) => [name, `\\x${Buffer.from(String(row[name])).toString('hex')}`]),
      ),
    });
    if (waiting.length === ROWS_AT_ONCE) await flush();
  }
  await flush();
  return digest.done();
}

async function readBack(to: Postgres, table: Table, columns: Columns): Promise<Copied> {
  const digest = rowDigest(table, columns);
  for await (const rows of postgresRows(to, table, columns)) rows.forEach(digest.add);
  return digest.done();
}

/** Numbers go on after the last one that was ever given: a position of the feed is never given twice. */
async function goOnNumbering({ from, to }: { from: Sqlite; to: Postgres }, table: Table): Promise<void> {
  const column = NUMBERED[table];
  if (column === undefined) return;
  const given = from
    .prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?')
    .pluck()
    .get(table);
  await to.one(
    `SELECT setval(pg_get_serial_sequence('${table}', '${column}'),
       greatest((SELECT coalesce(max("${column}"), 0) FROM ${table}), $1::bigint) + 1, false)`,
    given ?? 0,
  );
}

/**
 * In one transaction: what is cut off leaves the PostgreSQL empty, and can be done again. The file is only read. Throws a
 * `MoveError`, and a `StorageError` for a database of a newer Perron.
 */
export async function moveToPostgres({
  file,
  url,
  told,
}: {
  readonly file: string;
  readonly url: string;
  readonly told: (progress: { readonly table: string; readonly rows: number }) => void;
}): Promise<readonly Copied[]> {
  const from = openReader(file);
  const to = connect({ url });
  try {
    await migrate(to);
    return await to.transaction(async () => {
      const moved: Copied[] = [];
      for (const table of TABLES) {
        if ((await to.one(`SELECT 1 FROM ${table} LIMIT 1`)) !== null)
          throw new MoveError('not-empty', table);
        const columns = columnsOf(from, table);
        const written = await write({ from, to }, table, columns, (rows) => told({ table, rows }));
        const read = await readBack(to, table, columns);
        if (read.rows !== written.rows || read.sha256 !== written.sha256)
          throw new MoveError('other-rows', table);
        await goOnNumbering({ from, to }, table);
        moved.push(written);
      }
      return moved;
    });
  } finally {
    await to.close();
    from.close();
  }
}
