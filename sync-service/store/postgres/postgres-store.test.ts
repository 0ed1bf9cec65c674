/** The contract of every store, on a real PostgreSQL. */
import { afterAll, beforeAll } from 'vitest';
import { storeContract } from '../test-support/contract-suite.ts';
import { openPostgresStore } from './postgres-store.ts';
import { startTestServer, type TestServer } from './test-support/server.ts';

let server: TestServer;
/** Emptying a database is many times quicker than making another. */
const emptied: string[] = [];
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  for (const url of emptied) await server.dropDatabase(url);
  await server.stop();
});

const open = async () => {
  const url = emptied.pop() ?? (await server.createDatabase());
  const remove = async () => {
    await server.empty(url);
    emptied.push(url);
  };
  return { store: await openPostgresStore({ url }), remove };
};

storeContract(open);
