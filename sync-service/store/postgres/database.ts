/** Statements and transactions on PostgreSQL. Inside a transaction every statement of this chain of calls belongs to it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Postgres = {
  rows<R>(text: string, ...values: readonly unknown[]): Promise<R[]>;
  /** The first row, or null. */
  one<R>(text: string, ...values: readonly unknown[]): Promise<R | null>;
  /** Statements without values, one after the other. */
  script(text: string): Promise<void>;
  /** How many rows were changed. */
  run(text: string, ...values: readonly unknown[]): Promise<number>;
  /** Adds rows to a table and its named columns. Within a transaction alone: false, and nothing added, when a key of one is taken. */
  copy(into: string, rows: readonly (readonly (string | number | null)[])[]): Promise<boolean>;
  /**
   * All or nothing; within another one, a part of it. Is done again when PostgreSQL ends it for the sake of another one, so
   * that `work` changes nothing but the database.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * Selected in a transaction whose statements all look rows up by their keys. PostgreSQL keeps a statement's plan: one that was made while
 * a table was nearly empty would otherwise read all of it long after it has grown. Until 17 it makes a scan that cannot be helped look so
 * dear that it would compile the statement, which takes longer than any of these.
 */
export const BY_KEY = "set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)";

const INT8 = 20;
const NUMERIC = 1700;
/** Serialization failure and deadlock (PostgreSQL, appendix A, class 40). */
const TRY_AGAIN = new Set(['40001', '40P01']);
const TRIES = 8;
const UNIQUE_VIOLATION = '23505';

/** The text form of COPY. */
const COPY_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
const copyValue = (value: string | number | null): string =>
  value === null ? '\\N' : String(value).replace(/[\\\n\r\t]/g, (found) => COPY_ESCAPES[found] ?? found);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

/** Prepared once in each connection, under a name of its text. */
const names = new Map<string, string>();
const nameOf = (text: string): string => {
  const known = names.get(text);
  if (known !== undefined) return known;
  const made = createHash('sha256').update(text).digest('base64url').slice(0, 40);
  names.set(text, made);
  return made;
};

export function connect({
  url,
  connections = 10,
}: {
  readonly url: string;
  readonly connections?: number;
}): Postgres {
  const pool = new pg.Pool({ connectionString: url, max: connections, types, application_name: 'perron' });
  // A connection that breaks while it is idle is replaced, and one that breaks between the statements of a transaction fails
  // the next of them; without a listener either would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const open = new AsyncLocalStorage<pg.PoolClient>();
  const ask = <R extends pg.QueryResultRow>(text: string, values: readonly unknown[]) =>
    (open.getStore() ?? pool).query<R>({ name: nameOf(text), text, values: [...values] });

  const once = async <T>(work: () => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const done = await open.run(client, work);
      await client.query('COMMIT');
      return done;
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: Error) => {
        broken = cause;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };

  return {
    rows: async <R>(text: string, ...values: readonly unknown[]) =>
      (await ask(text, values)).rows as unknown as R[],
    one: async <R>(text: string, ...values: readonly unknown[]) =>
      ((await ask(text, values)).rows[0] as unknown as R | undefined) ?? null,
    run: async (text, ...values) => (await ask(text, values)).rowCount ?? 0,
    async copy(into, rows) {
      const client = open.getStore();
      if (client === undefined) throw new Error('rows are copied within a transaction');
      // One message, one round trip less for each.
      const target = client.query(copyFrom(`SAVEPOINT copied; COPY ${into} FROM STDIN; RELEASE copied`));
      target.end(rows.map((row) => row.map(copyValue).join('\t')).join('\n'));
      try {
        await finished(target);
        return true;
      } catch (error) {
        if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
        await client.query('ROLLBACK TO copied');
        return false;
      }
    },
    async script(text) {
      await (open.getStore() ?? pool).query(text);
    },
    async transaction(work) {
      if (open.getStore() !== undefined) return work();
      for (let tried = 1; ; tried += 1) {
        try {
          return await once(work);
        } catch (error) {
          if (tried === TRIES || !(error instanceof pg.DatabaseError) || !TRY_AGAIN.has(error.code ?? ''))
            throw error;
        }
      }
    },
    close: () => pool.end(),
  };
}
