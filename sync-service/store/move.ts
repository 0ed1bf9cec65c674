/** Moves everything from a file of SQLite to an empty PostgreSQL: all of it, read back and compared, or nothing. */
import { createHash, type Hash } from 'node:crypto';
import { openReader, type Sqlite } from '../../platform/sqlite.ts';
import { connect, type Postgres } from './postgres/database.ts';
import { migrate } from './postgres/schema.ts';

/** In an order in which every row finds those that it refers to. */
export const TABLES = [
  'meta',
  'documents',
  'devices',
  'device_reports',
  'facilitators',
  'enrolment_codes',
  'chains',
  'time_anchors',
  'records',
  'sessions',
  'quarantine',
  'participants',
  'contributions',
  'supports',
  'receipts',
  'feed',
  'staff_accounts',
  'staff_sign_ins',
  'second_factors',
  'recovery_codes',
  'audit',
  'personal_data_keys',
  'moderation',
  'answers',
  'contacts',
  'told',
  'withdrawals',
  'api_tokens',
  'webhooks',
  'webhook_deliveries',
  'exports',
  'export_told',
] as const;
type Table = (typeof TABLES)[number];

/** Columns that PostgreSQL numbers by itself. */
const NUMBERED: { readonly [T in Table]?: string } = {
  records: 'ordinal',
  sessions: 'ordinal',
  quarantine: 'id',
  contributions: 'ordinal',
  feed: 'position',
  audit: 'id',
  moderation: 'ordinal',
  answers: 'ordinal',
  told: 'ordinal',
  api_tokens: 'ordinal',
  webhooks: 'ordinal',
  webhook_deliveries: 'ordinal',
  exports: 'ordinal',
  export_told: 'ordinal',
};
/** What may be no text is bytes there. */
const BYTES: { readonly [T in Table]?: readonly string[] } = { quarantine: ['header', 'body'] };

const ROWS_AT_ONCE = 500;

type Value = string | number | null;
type Row = Record<string, Value>;

export type Moved = { readonly table: string; readonly rows: number; readonly sha256: string };
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

type Columns = { readonly all: readonly string[]; readonly key: readonly string[] };

function columnsOf(from: Sqlite, table: Table): Columns {
  const info = from.pragma(`table_info(${table})`) as { name: string; pk: number }[];
  const key = info.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return { all: info.map(({ name }) => name), key: key.map(({ name }) => name) };
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const digest = (hash: Hash, columns: Columns, row: Row): void => {
  hash.update(`${JSON.stringify(columns.all.map((name) => row[name] ?? null))}\n`);
};

/** In the order of the key, so that both sides are read alike. */
async function write(
  { from, to }: { from: Sqlite; to: Postgres },
  table: Table,
  columns: Columns,
  told: (rows: number) => void,
): Promise<Moved> {
  const hash = createHash('sha256');
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
  const all = from.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY ${quoted(columns.key)}`);
  for (const row of all.iterate()) {
    digest(hash, columns, row);
    waiting.push({
      ...row,
      ...Object.fromEntries(
        bytes.map((name) => [name, `\\x${Buffer.from(String(row[name])).toString('hex')}`]),
      ),
    });
    if (waiting.length === ROWS_AT_ONCE) await flush();
  }
  await flush();
  return { table, rows, sha256: hash.digest('hex') };
}

async function readBack(to: Postgres, table: Table, columns: Columns): Promise<Moved> {
  const hash = createHash('sha256');
  let rows = 0;
  const cursor = `moved_${table}`;
  await to.script(
    `DECLARE ${cursor} CURSOR FOR SELECT ${quoted(columns.all)} FROM ${table} ORDER BY ${quoted(columns.key)}`,
  );
  for (;;) {
    const read = await to.rows<Record<string, Value | Buffer>>(`FETCH ${ROWS_AT_ONCE} FROM ${cursor}`);
    for (const row of read) {
      const values = Object.entries(row).map(([name, value]) => [
        name,
        Buffer.isBuffer(value) ? value.toString('utf8') : value,
      ]);
      digest(hash, columns, Object.fromEntries(values) as Row);
    }
    rows += read.length;
    if (read.length === 0) break;
  }
  await to.script(`CLOSE ${cursor}`);
  return { table, rows, sha256: hash.digest('hex') };
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
}): Promise<readonly Moved[]> {
  const from = openReader(file);
  const to = connect({ url });
  try {
    await migrate(to);
    return await to.transaction(async () => {
      const moved: Moved[] = [];
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
