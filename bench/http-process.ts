/**
 * A durable server over HTTP, for what pushes without Socket.IO: bare rows under one key, WAL and
 * `synchronous=FULL`, answered after the commit. Its argument is the file of its database.
 */
import { fastify } from 'fastify';
import { type Line, openBareSqlite } from './bare-sqlite.ts';

/** What RxDB pushes: a new state, and the one that the client takes the server to have. */
type RxRow = { readonly newDocumentState: Line; readonly assumedMasterState?: Line };

const rows = openBareSqlite(process.argv[2] ?? '');
const app = fastify({ bodyLimit: 64 * 1024 * 1024 });

/** One record, one commit. */
app.post<{ Body: Line }>('/record', async ({ body: { id, header, body } }) => {
  rows.commit([{ id, header, body }]);
  return { stored: 1 };
});

/** One batch, one commit. Answers what another client changed in the meantime, as RxDB wants it. */
app.post<{ Body: readonly RxRow[] }>('/batch', async ({ body: batch }) => {
  const conflicts = batch.flatMap(({ newDocumentState: { id }, assumedMasterState }) => {
    const master = rows.find(id);
    return master === undefined || assumedMasterState ? [] : [{ ...master, _deleted: false }];
  });
  const held = new Set(conflicts.map(({ id }) => id));
  rows.commit(batch.map(({ newDocumentState }) => newDocumentState).filter(({ id }) => !held.has(id)));
  return conflicts;
});

process.send?.({ url: await app.listen({ port: 0, host: '127.0.0.1' }) });
process.once('message', async () => {
  await app.close();
  rows.close();
  process.disconnect();
});
