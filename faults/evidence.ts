/** What the two databases say, read from their files beside or after the processes that wrote them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { Verdict } from './verdict.ts';

export type KioskRow = {
  readonly id: string;
  readonly lines: string;
  readonly state: 'pending' | 'acknowledged' | 'quarantined';
  readonly rule: string | null;
};

function read<T>(file: string, work: (db: Database.Database) => T): T {
  const db = new Database(file, { readonly: true, timeout: 10_000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Header and body of every record, in the order of saving. */
export const kioskRows = (dataFolder: string): KioskRow[] =>
  read(join(dataFolder, 'kiosk.db'), (db) =>
    db
      .prepare<[], KioskRow>(
        `SELECT id, header || char(10) || body AS lines, state, rule FROM record JOIN outbox USING (ordinal) ORDER BY ordinal`,
      )
      .all(),
  );

export type ServedRows = {
  /** By id; a list, because nothing is taken for granted here. */
  readonly stored: ReadonlyMap<string, readonly string[]>;
  readonly quarantined: ReadonlyMap<string, string>;
};

const RECORDS = `SELECT id, header, coalesce(body, '') AS body FROM records`;
const QUARANTINE = 'SELECT header, body, rule FROM quarantine';
/** Bytes on PostgreSQL, where a record in quarantine may hold what is no text. */
type Lines = { readonly header: string | Buffer; readonly body: string | Buffer };

function gathered({
  records,
  held,
}: {
  readonly records: Iterable<Lines & { readonly id: string }>;
  readonly held: readonly (Lines & { readonly rule: string })[];
}): ServedRows {
  const linesOf = ({ header, body }: Lines): string => `${header}\n${body}`;
  const stored = new Map<string, string[]>();
  for (const record of records) {
    const before = stored.get(record.id);
    if (before) before.push(linesOf(record));
    else stored.set(record.id, [linesOf(record)]);
  }
  return { stored, quarantined: new Map(held.map((row) => [linesOf(row), row.rule])) };
}

async function asked<R extends object>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

type ServedAt = {
  readonly databaseFile: string;
  /** Null for the file. */
  readonly storeUrl: string | null;
};

export const servedRows = async ({ databaseFile, storeUrl }: ServedAt): Promise<ServedRows> =>
  storeUrl === null
    ? read(databaseFile, (db) =>
        gathered({
          records: db.prepare<[], Lines & { id: string }>(RECORDS).iterate(),
          held: db.prepare<[], Lines & { rule: string }>(QUARANTINE).all(),
        }),
      )
    : gathered({ records: await asked(storeUrl, RECORDS), held: await asked(storeUrl, QUARANTINE) });

const SLIPS = 'SELECT look_up FROM slips';
/** Under which the feed has, or is to have, what whoever has a slip is told. */
export async function knownSlips({ databaseFile, storeUrl }: ServedAt): Promise<ReadonlySet<string>> {
  const rows =
    storeUrl === null
      ? read(databaseFile, (db) => db.prepare<[], { look_up: string }>(SLIPS).all())
      : await asked<{ look_up: string }>(storeUrl, SLIPS);
  return new Set(rows.map(({ look_up: lookUp }) => lookUp));
}

/** Every file of it, whatever it is, that holds this text. */
export const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));

const POSTGRES_TABLES = "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'";

/** Where the service's database holds this text: files of SQLite as they lie on the disk, tables of PostgreSQL as they can be read. */
export async function databaseWith({ databaseFile, storeUrl }: ServedAt, text: string): Promise<string[]> {
  if (storeUrl === null)
    return ['', '-wal']
      .map((end) => databaseFile + end)
      .filter((file) => existsSync(file) && readFileSync(file).includes(text));
  const client = new pg.Client({ connectionString: storeUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(POSTGRES_TABLES);
    const found: string[] = [];
    // Bytes are written as hexadecimal digits.
    const forms = [`%${text}%`, `%${Buffer.from(text).toString('hex')}%`];
    for (const { name } of rows) {
      const held = await client.query(`SELECT 1 FROM ${name} AS t WHERE t::text LIKE ANY ($1) LIMIT 1`, [
        forms,
      ]);
      if (held.rows.length > 0) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}

/** The service has, of what these kiosks call acknowledged, everything, unchanged. */
export function checkServed({
  verdict,
  kiosks,
  served,
  takenBack,
}: {
  readonly verdict: Verdict;
  readonly kiosks: readonly { readonly name: string; readonly rows: readonly KioskRow[] }[];
  readonly served: ServedRows;
  /** Ids of what has no words any more, on one side sooner than on the other. */
  readonly takenBack: ReadonlySet<string>;
}): void {
  for (const { name, rows } of kiosks) {
    for (const { id, lines, state } of rows) {
      const stored = served.stored.get(id);
      const isHeld = served.quarantined.has(lines);
      if (state === 'acknowledged') {
        const detail = () => `${id} of ${name} is acknowledged and not at the service`;
        verdict.check('acknowledged-is-stored', stored !== undefined || isHeld, detail);
      }
      if (stored === undefined || takenBack.has(id)) continue;
      const detail = () => `${id} of ${name} has other bytes at the service`;
      verdict.check('content-unchanged', isHeld || stored.includes(lines), detail);
    }
  }
  for (const [id, copies] of served.stored) {
    verdict.check('no-duplicates', copies.length === 1, () => `${id} is stored ${copies.length} times`);
  }
}
