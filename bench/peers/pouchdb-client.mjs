/**
 * A PouchDB on leveldb. Asked `{ fill: records }` it keeps a document a record; asked `{ url, batchSize }` it opens its
 * database, replicates it there and answers how long that took.
 */
import PouchDB from 'pouchdb';

const folder = process.argv[2];

async function fill(records) {
  const db = new PouchDB(folder);
  const answers = await db.bulkDocs(records.map(({ id, header, body }) => ({ _id: id, header, body })));
  await db.close();
  return { filled: answers.filter(({ ok }) => ok).length };
}

async function replicate({ url, batchSize }) {
  const start = performance.now();
  const db = new PouchDB(folder);
  const result = await db.replicate.to(url, { batch_size: batchSize });
  const seconds = (performance.now() - start) / 1_000;
  await db.close();
  return { seconds, written: result.docs_written };
}

process.on('message', async (message) => {
  if (message === 'stop') process.disconnect();
  else process.send(message.fill ? await fill(message.fill) : await replicate(message));
});
process.send({});
