/** The contract of every store, on a real PostgreSQL. */
import { afterAll, beforeAll } from 'vitest';
import { apiContract } from '../test-support/api-suite.ts';
import { storeContract } from '../test-support/contract-suite.ts';
import { correctionContract } from '../test-support/correction-suite.ts';
import { exportContract } from '../test-support/export-suite.ts';
import { maskContract } from '../test-support/mask-suite.ts';
import { moderationContract } from '../test-support/moderation-suite.ts';
import { processContract } from '../test-support/process-suite.ts';
import { retentionContract } from '../test-support/retention-suite.ts';
import { waitingContract } from '../test-support/waiting-suite.ts';
import { withdrawalContract } from '../test-support/withdrawal-suite.ts';
import { workshopContract } from '../test-support/workshop-suite.ts';
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
moderationContract(open);
maskContract(open);
processContract(open);
withdrawalContract(open);
correctionContract(open);
workshopContract(open);
waitingContract(open);
apiContract(open);
exportContract(open);
retentionContract(open);
