/** The tables of the service as both databases have them, and how all of their rows are read and compared. */
import { createHash, type Hash } from 'node:crypto';
import type { Sqlite } from '../../platform/sqlite.ts';
import type { Postgres } from './postgres/database.ts';

/** In an order in which every row finds those that it refers to. */
export const TABLES = [
  'meta',
  'documents',
  'devices',
  'workshop_kiosks',
  'device_reports',
  'facilitators',
  'enrolment_codes',
  'chains',
  'time_anchors',
  'records',
  'unfolded',
  'chain_counts',
  'sessions',
  'quarantine',
  'participants',
  'contributions',
  'contribution_changes',
  'supports',
  'after_end',
  'receipts',
  'slips',
  'feed',
  'staff_accounts',
  'staff_sign_ins',
  'second_factors',
  'recovery_codes',
  'audit',
  'personal_data_keys',
  'moderation',
  'merges',
  'masks',
  'contribution_terms',
  'answers',
  'contacts',
  'statistics',
  'told',
  'withdrawals',
  'corrections',
  'admissions',
  'api_tokens',
  'webhooks',
  'webhook_deliveries',
  'exports',
  'export_told',
  'retention',
  'retention_reports',
] as const;
export type Table = (typeof TABLES)[number];

/** Columns that PostgreSQL numbers by itself. */
export const NUMBERED: { readonly [T in Table]?: string } = {
  records: 'ordinal',
  unfolded: 'ordinal',
  sessions: 'ordinal',
  quarantine: 'id',
  contributions: 'ordinal',
  contribution_changes: 'position',
  feed: 'position',
  audit: 'id',
  moderation: 'ordinal',
  merges: 'ordinal',
  admissions: 'ordinal',
  answers: 'ordinal',
  told: 'ordinal',
  api_tokens: 'ordinal',
  webhooks: 'ordinal',
  webhook_deliveries: 'ordinal',
  exports: 'ordinal',
  export_told: 'ordinal',
  retention_reports: 'ordinal',
};
/** What may be no text is bytes there. */
export const BYTES: { readonly [T in Table]?: readonly string[] } = { quarantine: ['header', 'body'] };

export const ROWS_AT_ONCE = 500;

export type Value = string | number | null;
export type Row = Record<string, Value>;

export type Copied = { readonly table: string; readonly rows: number; readonly sha256: string };

export type Columns = { readonly all: readonly string[]; readonly key: readonly string[] };

export function columnsOf(from: Sqlite, table: Table): Columns {
  const info = from.pragma(`table_info(${table})`) as { name: string; pk: number }[];
  const key = info.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return { all: info.map(({ name }) => name), key: key.map(({ name }) => name) };
}

export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const addTo = (hash: Hash, columns: Columns, row: Row): void => {
  hash.update(`${JSON.stringify(columns.all.map((name) => row[name] ?? null))}\n`);
};

/** Of all rows of a table, in the order of its key. */
export function rowDigest(table: Table, columns: Columns) {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add(row: Row): void {
      addTo(hash, columns, row);
      rows += 1;
    },
    done: (): Copied => ({ table, rows, sha256: hash.digest('hex') }),
  };
}

/** In the order of the key, within a transaction. */
export async function* postgresRows(db: Postgres, table: Table, columns: Columns): AsyncGenerator<Row[]> {
  const cursor = `all_of_${table}`;
  await db.script(
    `DECLARE ${cursor} CURSOR FOR SELECT ${quoted(columns.all)} FROM ${table} ORDER BY ${quoted(columns.key)}`,
  );
  for (;;) {
    const read = await db.rows<Record<string, Value | Buffer>>(`FETCH ${ROWS_AT_ONCE} FROM ${cursor}`);
    if (read.length === 0) break;
    yield read.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          Buffer.isBuffer(value) ? value.toString('utf8') : value,
        ]),
      ),
    );
  }
  await db.script(`CLOSE ${cursor}`);
}

/** In the order of the key. */
export const sqliteRows = (db: Sqlite, table: Table, columns: Columns): IterableIterator<Row> =>
  db.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY ${quoted(columns.key)}`).iterate();
