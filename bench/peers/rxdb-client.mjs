/**
 * An RxDB in memory. Asked `{ fill: records }` it keeps a document a record; asked `{ url, batchSize }` it pushes them to
 * `url`/batch by RxDB's replication and answers how long that took.
 */
import { createRxDatabase } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    header: { type: 'string' },
    body: { type: 'string' },
  },
  required: ['id', 'header', 'body'],
};

const database = await createRxDatabase({ name: 'bench', storage: getRxStorageMemory() });
const { records } = await database.addCollections({ records: { schema } });

async function fill(lines) {
  const { success } = await records.bulkInsert(lines.map(({ id, header, body }) => ({ id, header, body })));
  return { filled: success.length };
}

async function replicate({ url, batchSize }) {
  let written = 0;
  const start = performance.now();
  const replication = replicateRxCollection({
    collection: records,
    replicationIdentifier: url,
    live: false,
    waitForLeadership: false,
    push: {
      batchSize,
      async handler(rows) {
        const answer = await fetch(`${url}/batch`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(rows),
        });
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        const conflicts = await answer.json();
        written += rows.length - conflicts.length;
        return conflicts;
      },
    },
  });
  replication.error$.subscribe((error) => {
    throw error;
  });
  await replication.awaitInitialReplication();
  const seconds = (performance.now() - start) / 1_000;
  return { seconds, written };
}

process.on('message', async (message) => {
  if (message === 'stop') {
    await database.close();
    process.disconnect();
  } else process.send(message.fill ? await fill(message.fill) : await replicate(message));
});
process.send({});
