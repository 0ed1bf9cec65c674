/**
 * Makes many records of few: each copy is a month older, of chains, sessions and people of its own, in every table that grows with what
 * kiosks send, and in all of their indexes. Headers and bodies stay what they are, so the chains of copies prove nothing.
 */
import Database from 'better-sqlite3';
import pg from 'pg';

const TABLES = [
  'chains',
  'chain_counts',
  'sessions',
  'participants',
  'records',
  'contributions',
  'supports',
  'receipts',
  'feed',
  'contribution_changes',
] as const;
/** Given by the database. */
const NUMBERED = new Set(['ordinal', 'position']);
const IDS = new Set(['id', 'session_id', 'participant_id', 'record_id', 'target_id', 'contribution_id']);
const INSTANTS = new Set(['received_at', 'recorded_at']);
const MONTH_MS = 30 * 86_400_000;
/** Of 65 seconds each: what the first eight digits of an id count. */
const APART = 64;

/** `older` is SQL for an id that is so much older than the one in a column. */
type Older = (column: string, by: number) => string;

function copySql({
  table,
  columns,
  copy,
  older,
}: {
  readonly table: string;
  readonly columns: readonly string[];
  readonly copy: number;
  readonly older: Older;
}): string {
  const named = columns.filter((column) => !NUMBERED.has(column));
  // No digit of an id.
  const letter = String.fromCharCode('g'.charCodeAt(0) + copy);
  const copied = (column: string): string => {
    if (column === 'chain_id') return `'${letter}' || substr(chain_id, 2)`;
    if (column === 'code_digest') return `substr(code_digest, 2) || '${letter}'`;
    if (IDS.has(column)) return older(column, copy * APART);
    return INSTANTS.has(column) ? `${column} - ${copy * MONTH_MS}` : column;
  };
  // What the city says is there once.
  const which = table === 'feed' ? `WHERE kind IN ('idea', 'comment')` : '';
  const order = columns.find((column) => NUMBERED.has(column)) ?? named[0];
  return `INSERT INTO ${table} (${named.join(', ')}) SELECT ${named.map(copied).join(', ')}
    FROM original_${table} ${which} ORDER BY ${order}`;
}

export async function multiplySqlite(file: string, copies: number): Promise<void> {
  const db = new Database(file);
  db.pragma('cache_size = -1048576');
  db.pragma('foreign_keys = OFF');
  // Nobody needs it after a power cut.
  db.pragma('synchronous = OFF');
  // Once for all copies: SQLite reads no hexadecimal, and every call out of it takes its time.
  db.function('started', { deterministic: true }, (id) =>
    typeof id === 'string' ? Number.parseInt(id.slice(0, 8), 16) : null,
  );
  const columnsOf = (table: string): string[] =>
    (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  for (const table of TABLES) {
    const started = columnsOf(table).map((name) =>
      IDS.has(name) ? `, started(${name}) AS ${name}_started` : '',
    );
    db.exec(`CREATE TEMP TABLE original_${table} AS SELECT *${started.join('')} FROM ${table}`);
  }
  const older: Older = (column, by) => `printf('%08x', ${column}_started - ${by}) || substr(${column}, 9)`;
  for (let copy = 1; copy <= copies; copy += 1)
    db.transaction(() => {
      for (const table of TABLES) db.exec(copySql({ table, columns: columnsOf(table), copy, older }));
    })();
  db.close();
}

export async function multiplyPostgres(url: string, copies: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Foreign keys hold by what is copied.
  await client.query("SET session_replication_role = replica; SET work_mem = '256MB'");
  for (const table of TABLES)
    await client.query(`CREATE TEMP TABLE original_${table} AS SELECT * FROM ${table}`);
  const older: Older = (column, by) =>
    `lpad(to_hex(('x' || left(${column}, 8))::bit(32)::bigint - ${by}), 8, '0') || substr(${column}, 9)`;
  for (const table of TABLES) {
    const { rows } = await client.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [table],
    );
    const columns = rows.map(({ name }) => name);
    for (let copy = 1; copy <= copies; copy += 1)
      await client.query(copySql({ table, columns, copy, older }));
  }
  await client.query('VACUUM ANALYZE');
  await client.end();
}
