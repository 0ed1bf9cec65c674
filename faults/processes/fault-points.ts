/**
 * Loaded before everything else (`--import`) into a process that is to suffer faults: watches its statements
 * and its clock from outside, and does what the harness orders over the IPC channel.
 */
import { Writable } from 'node:stream';
import Database from 'better-sqlite3';
import pg from 'pg';
import { FAULT_POINTS, type FaultOrder, type FaultPoint, isFaultOrder } from '../points.ts';

type Statement = { readonly source: string };
type Method = (this: Statement, ...args: unknown[]) => unknown;

const opened = new Set<Database.Database>();
let armed: { readonly point: FaultPoint; left: number } | null = null;

/** `ran` is what ran before in the transaction that is open now. */
function pass(when: 'before' | 'after', source: string, ran: readonly string[]): void {
  if (armed === null || armed.point.when !== when) return;
  const { statement, of } = armed.point;
  const there =
    of === 'statement'
      ? statement.test(source)
      : source === 'COMMIT' && ran.some((one) => statement.test(one));
  if (!there) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}

/** A process has one transaction of SQLite at a time. */
let ran: string[] = [];
const prototype = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')) as Record<
  string,
  Method
>;
for (const name of ['run', 'get', 'all']) {
  const real = prototype[name] as Method;
  prototype[name] = function watched(this: Statement, ...args) {
    const source = this.source.trimStart();
    if (source.startsWith('BEGIN')) ran = [];
    pass('before', source, ran);
    const result = real.apply(this, args);
    pass('after', source, ran);
    ran.push(source);
    return result;
  };
}

let postgresIsFull = false;
/** As the server says it when it finds no room for what it is to keep, and keeps nothing. */
async function refused(rolledBack: unknown): Promise<never> {
  await rolledBack;
  throw Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
}

/** A connection to PostgreSQL has one. */
const ranOn = new WeakMap<object, string[]>();
type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const clients = pg.Client.prototype as unknown as { query: Query };
const { query } = clients;
clients.query = function watched(this: pg.Client, ...args) {
  const [asked] = args as [string | { readonly text: string }];
  const source = (typeof asked === 'string' ? asked : asked.text).trimStart();
  if (postgresIsFull && source === 'COMMIT') return refused(query.call(this, 'ROLLBACK'));
  const before = source.startsWith('BEGIN') ? [] : (ranOn.get(this) ?? []);
  pass('before', source, before);
  ranOn.set(this, [...before, source]);
  const result = query.apply(this, args);
  if (result instanceof Writable) result.once('finish', () => pass('after', source, before));
  if (result instanceof Promise)
    return result.then((rows) => {
      pass('after', source, before);
      return rows;
    });
  return result;
};

const prepare = Database.prototype.prepare;
Database.prototype.prepare = function remembered(
  this: Database.Database,
  ...args: Parameters<typeof prepare>
) {
  opened.add(this);
  return prepare.apply(this, args);
} as typeof prepare;

const realNow = Date.now;
const realMono = performance.now.bind(performance);
let clockOffset = 0;
let passed = 0;
Date.now = () => realNow() + clockOffset + passed;
performance.now = () => realMono() + passed;

const obey: { readonly [F in FaultOrder['fault']]: (order: Extract<FaultOrder, { fault: F }>) => void } = {
  kill({ point, nth }) {
    const found = FAULT_POINTS.find(({ name }) => name === point);
    if (found) armed = { point: found, left: nth };
  },
  'disk-full'({ on }) {
    postgresIsFull = on;
    for (const db of opened) {
      if (!db.open) continue;
      const pages = db.pragma('page_count', { simple: true });
      db.pragma(`max_page_count = ${on ? pages : 0xff_ff_ff_fe}`);
    }
  },
  'read-only'({ on }) {
    for (const db of opened) if (db.open) db.pragma(`query_only = ${on ? 1 : 0}`);
  },
  clock({ offset }) {
    clockOffset = offset;
  },
  pass({ ms }) {
    passed += ms;
  },
};

process.on('message', (message) => {
  if (!isFaultOrder(message)) return;
  (obey[message.fault] as (order: FaultOrder) => void)(message);
});
// Listening alone shall not keep the process alive.
process.channel?.unref();
