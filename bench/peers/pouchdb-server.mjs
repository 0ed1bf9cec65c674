/**
 * express-pouchdb with the parts that a PouchDB needs, on leveldb in the folder that is its argument. What it
 * acknowledges is not fsynced: a power cut may take it back.
 */
import express from 'express';
import expressPouchdb from 'express-pouchdb';
import PouchDB from 'pouchdb';

const Stored = PouchDB.defaults({ prefix: `${process.argv[2]}/` });
const app = express();
app.use('/', expressPouchdb(Stored, { mode: 'minimumForPouchDB' }));
const server = app.listen(0, '127.0.0.1', () => {
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
});
process.once('message', () => {
  server.closeAllConnections();
  server.close();
  process.disconnect();
  // Its databases stay open, and would keep the process.
  setImmediate(() => process.exit(0));
});
