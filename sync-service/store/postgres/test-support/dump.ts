/** PostgreSQL's own backup, where this machine has its clients: `pg_dump` reads servers of its own version and older ones. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const FIRST_NUMBER = /\d+/;

async function majorOfServer(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  await client.end();
  return Number(FIRST_NUMBER.exec(rows[0]?.server_version ?? '')?.[0]);
}

/** Whether the clients here can read the server at `url`. */
export async function canDump(url: string): Promise<boolean> {
  const clients = await run('pg_dump', ['--version']).catch(() => null);
  if (clients === null) return false;
  return Number(FIRST_NUMBER.exec(clients.stdout)?.[0]) >= (await majorOfServer(url));
}

/** As docs/OPERATIONS.md says it. */
export async function dump({ url, file }: { readonly url: string; readonly file: string }): Promise<void> {
  await run('pg_dump', ['--format=custom', '--no-owner', `--file=${file}`, url]);
}

/** Into an empty database. */
export async function putBack({ url, file }: { readonly url: string; readonly file: string }): Promise<void> {
  await run('pg_restore', ['--exit-on-error', '--single-transaction', '--no-owner', `--dbname=${url}`, file]);
}
