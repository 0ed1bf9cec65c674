/** express-pouchdb with the parts that a PouchDB needs, on leveldb in the folder that is its argument. */
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
  // leveldb may still hold a handle; everything that was acknowledged is with the operating system.
  setImmediate(() => process.exit(0));
});
