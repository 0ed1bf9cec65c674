/** Ways to break Perron, at least two for each assertion. What they put in is code that somebody could have written. */
import type { Sabotage } from './sabotage.ts';

const CONNECTION = 'sync-service/socket/connection.ts';
const SERVICE_RECORDS = 'sync-service/store/sqlite/records.ts';
const PROJECTION = 'sync-service/store/sqlite/projection.ts';
const SERVICE_DEVICES = 'sync-service/store/sqlite/devices.ts';
const SERVICE_SCHEMA = 'sync-service/store/sqlite/migrations/0001-service.ts';
const DEVICES = 'sync-service/services/devices.ts';
const BATCHES = 'sync-service/services/batches.ts';
const WATCH = 'sync-service/socket/watch.ts';
const STAFF_FILES = 'sync-service/http/staff-files.ts';
const OUTBOX = 'electron/host/sync/outbox.ts';
const CLIENT = 'electron/host/sync/client.ts';
const WELCOME = 'electron/host/sync/welcome.ts';
const DATA_FOLDER = 'electron/host/store/data-folder.ts';
const KIOSK_STORE = 'electron/host/store/store.ts';
const KIOSK_OUTBOX = 'electron/host/store/outbox.ts';
const SQLITE = 'platform/sqlite.ts';
const STORAGE_PROBLEM = 'platform/storage-problem.ts';

const TRANSACTION = 'transaction: <T>(work: () => T): T => db.transaction(work).immediate(),';
const NO_UNIQUE_KEYS = [
  {
    file: SERVICE_SCHEMA,
    find: 'id TEXT NOT NULL UNIQUE,\n  chain_id TEXT NOT NULL REFERENCES',
    put: 'id TEXT NOT NULL,\n  chain_id TEXT NOT NULL REFERENCES',
  },
  {
    file: SERVICE_SCHEMA,
    find: 'received_at INTEGER NOT NULL,\n  UNIQUE (chain_id, seq)\n',
    put: 'received_at INTEGER NOT NULL\n',
  },
];
const REPLACE_RECORD = [
  {
    file: SERVICE_RECORDS,
    find: 'INSERT INTO records (id, chain_id',
    put: 'INSERT OR REPLACE INTO records (id, chain_id',
  },
  {
    file: SERVICE_RECORDS,
    find: 'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`',
    put: 'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`',
  },
];

export const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'the service answers before it commits',
    scenario: 'crash',
    breaks: 'acknowledged-is-stored',
    edits: [
      {
        file: 'sync-service/socket/push.ts',
        find: 'const statuses = await store.records.append({ deviceId, records: read.value, receivedAt: now() });',
        put: `const statuses = read.value.map(() => ({ status: 'stored' as const, rule: null }));
        setTimeout(() => store.records.append({ deviceId, records: read.value, receivedAt: now() }), 300);`,
      },
    ],
  },
  {
    name: 'the screen is told before the commit',
    scenario: 'crash',
    breaks: 'saved-is-kept',
    edits: [
      {
        file: KIOSK_STORE,
        find: TRANSACTION,
        put: `transaction: <T>(work: () => T): T => {
      if (db.inTransaction) return work();
      db.prepare('BEGIN IMMEDIATE').run();
      const made = work();
      setTimeout(() => {
        try {
          if (db.inTransaction) db.prepare('COMMIT').run();
        } catch {}
      }, 50);
      return made;
    },`,
      },
    ],
  },
  {
    name: 'the kiosk settles a batch when it sends it',
    scenario: 'crash',
    breaks: 'acknowledged-is-stored',
    edits: [
      {
        file: OUTBOX,
        find: "const answer = await line.ask('records:push', { batch });",
        put: "settle(items.map(({ ordinal }) => ({ ordinal, rule: null })));\n    const answer = await line.ask('records:push', { batch });",
      },
    ],
  },
  {
    name: 'an answer settles what was saved while it was on its way',
    scenario: 'crash',
    breaks: 'drained',
    edits: [
      {
        file: KIOSK_OUTBOX,
        find: '(SELECT ordinal FROM settlement AS last',
        put: '(SELECT max(ordinal) FROM record), (SELECT ordinal FROM settlement AS last',
      },
    ],
  },
  {
    name: 'a lost connection is not made again',
    scenario: 'crash',
    breaks: 'drained',
    edits: [
      {
        file: CLIENT,
        find: 'reconnectionDelay: 1_000,',
        put: 'reconnection: false,\n    reconnectionDelay: 1_000,',
      },
      {
        file: CLIENT,
        find: 'const retryLater = (): void => {',
        put: 'const retryLater = (): void => {\n    if (clock) return;',
      },
    ],
  },
  {
    name: 'records have no unique key',
    scenario: 'crash',
    breaks: 'no-duplicates',
    edits: NO_UNIQUE_KEYS,
  },
  {
    name: 'duplicates are known from memory alone',
    scenario: 'crash',
    breaks: 'no-duplicates',
    edits: [
      ...NO_UNIQUE_KEYS,
      {
        file: SERVICE_RECORDS,
        find: 'const { changes } = insert.run(',
        put: 'if (remembered.has(header.id)) return DUPLICATE;\n    remembered.add(header.id);\n    const { changes } = insert.run(',
      },
      {
        file: SERVICE_RECORDS,
        find: 'const chains = chainTable(db);',
        put: 'const remembered = new Set<string>();\n  const chains = chainTable(db);',
      },
    ],
  },
  {
    name: 'the service stores words in small letters',
    scenario: 'crash',
    breaks: 'content-unchanged',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: "record.lines.body === '' ? null : record.lines.body,",
        put: "record.lines.body === '' ? null : record.lines.body.toLowerCase(),",
      },
    ],
  },
  {
    name: 'the service keeps a header with a blank at its end',
    scenario: 'crash',
    breaks: 'content-unchanged',
    edits: [{ file: SERVICE_RECORDS, find: 'record.lines.header,', put: "record.lines.header + ' '," }],
  },
  {
    name: 'a fold is marked as done before its work is committed',
    scenario: 'crash',
    breaks: 'stored-is-shown',
    edits: [
      {
        file: PROJECTION,
        find: 'const foldSome = db.transaction((): boolean => {',
        put: 'const foldSome = db.transaction((runs): boolean => {',
      },
      { file: PROJECTION, find: 'of atOnce(unfolded.oldest())) {', put: 'of runs) {' },
      { file: PROJECTION, find: '      unfolded.take(run.ordinal);\n', put: '' },
      {
        file: PROJECTION,
        find: 'if (foldSome.immediate() ',
        put: `const runs = atOnce(unfolded.oldest());
        for (const run of runs) unfolded.take(run.ordinal);
        if (foldSome.immediate(runs) `,
      },
    ],
  },
  {
    name: 'what is to be folded is written down after the commit',
    scenario: 'crash',
    breaks: 'stored-is-shown',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: 'for (const run of runsOf(fresh)) unfolded.add(run);',
        put: 'for (const run of runsOf(fresh)) setTimeout(() => db.open && unfolded.add(run), 30);',
      },
    ],
  },
  {
    name: 'the kiosk writes with synchronous=NORMAL',
    scenario: 'power',
    breaks: 'saved-is-kept',
    edits: [
      {
        file: DATA_FOLDER,
        find: 'const db = openDatabase(file, kioskDatabase);',
        put: "const db = openDatabase(file, kioskDatabase);\n      db.pragma('synchronous = NORMAL');",
      },
    ],
  },
  {
    name: 'the service writes with synchronous=NORMAL',
    scenario: 'power',
    breaks: 'acknowledged-is-stored',
    edits: [
      {
        file: 'sync-service/store/sqlite/sqlite-store.ts',
        find: "db.pragma('cache_size = -65536');",
        put: "db.pragma('cache_size = -65536');\n  db.pragma('synchronous = NORMAL');",
      },
    ],
  },
  {
    name: 'another content under an id replaces the first',
    scenario: 'network',
    breaks: 'conflicts-kept',
    edits: REPLACE_RECORD,
  },
  {
    name: 'another content under an id is taken for a duplicate',
    scenario: 'network',
    breaks: 'conflicts-kept',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: "if (typeof stored === 'string') return held(stored);",
        put: "if (typeof stored === 'string') return DUPLICATE;",
      },
    ],
  },
  {
    name: 'a bad record is dropped in silence',
    scenario: 'poison',
    breaks: 'bad-visible',
    edits: [
      { file: SERVICE_RECORDS, find: 'quarantine.add({ record, deviceId, rule, receivedAt });', put: '' },
    ],
  },
  {
    name: 'a batch with a bad record is refused whole',
    scenario: 'poison',
    breaks: 'bad-visible',
    edits: [
      {
        file: BATCHES,
        find: 'return success(split.map(readRecord));',
        put: "const read = split.map(readRecord);\n  return read.some(({ rule }) => rule !== null) ? problem('batch-malformed') : success(read);",
      },
    ],
  },
  {
    name: 'an unreadable record takes its batch with it',
    scenario: 'poison',
    breaks: 'good-accepted',
    edits: [
      {
        file: OUTBOX,
        find: 'if (items.length === 1 && only) {\n      settle([{ ordinal: only.ordinal, rule: UNREADABLE_RULE }]);',
        put: 'if (only) {\n      settle(items.map(({ ordinal }) => ({ ordinal, rule: UNREADABLE_RULE })));',
      },
    ],
  },
  {
    name: 'whatever follows a bad record is held with it',
    scenario: 'poison',
    breaks: 'good-accepted',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: 'if (record.rule !== null) return held(record.rule);',
        put: "spoilt ||= record.rule !== null;\n      if (spoilt) return held(record.rule ?? 'payload-invalid');",
      },
      {
        file: SERVICE_RECORDS,
        find: 'const sessions = new Set<string>();',
        put: 'const sessions = new Set<string>();\n    let spoilt = false;',
      },
    ],
  },
  {
    name: 'the kiosk connects anew after each push',
    scenario: 'poison',
    breaks: 'connection-kept',
    edits: [
      {
        file: CLIENT,
        find: 'drained() {\n      pullFeed();',
        put: 'drained() {\n      socket.disconnect().connect();\n      pullFeed();',
      },
    ],
  },
  {
    name: 'the kiosk leaves over a record that cannot be read',
    scenario: 'poison',
    breaks: 'connection-kept',
    edits: [
      {
        file: OUTBOX,
        find: 'settle([{ ordinal: only.ordinal, rule: UNREADABLE_RULE }]);',
        put: "settle([{ ordinal: only.ordinal, rule: UNREADABLE_RULE }]);\n      refused(problem('internal'));",
      },
    ],
  },
  {
    name: 'signatures are not checked',
    scenario: 'identity',
    breaks: 'no-replay',
    edits: [
      {
        file: DEVICES,
        find: "if (!isSignedBy(text, signature, device.publicKey)) return problem('proof-wrong');",
        put: '',
      },
    ],
  },
  {
    name: 'every connection gets the same nonce',
    scenario: 'identity',
    breaks: 'no-replay',
    edits: [
      { file: CONNECTION, find: 'const nonce = random16();', put: "const nonce = 'AAAAAAAAAAAAAAAAAAAAAA';" },
    ],
  },
  {
    name: 'a batch is taken without a look at the revocation',
    scenario: 'identity',
    breaks: 'nothing-after-revocation',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: 'if (trusted.get(deviceId, revokedToo ? 1 : 0) === undefined) return null;',
        put: '',
      },
    ],
  },
  {
    name: 'a proof is taken without a look at the revocation',
    scenario: 'identity',
    breaks: 'nothing-after-revocation',
    edits: [
      { file: DEVICES, find: "if (device.revoked !== null) return problem('device-revoked');", put: '' },
    ],
  },
  {
    name: 'nobody looks for revocations',
    scenario: 'identity',
    breaks: 'revoked-is-closed',
    edits: [{ file: WATCH, find: 'await shutOut();', put: '' }],
  },
  {
    name: 'a revoked kiosk is told, and may stay',
    scenario: 'identity',
    breaks: 'revoked-is-closed',
    edits: [{ file: WATCH, find: 'space.in(roomOfDevice(deviceId)).disconnectSockets(true);', put: '' }],
  },
  {
    name: 'a code is not spent',
    scenario: 'identity',
    breaks: 'code-once',
    edits: [{ file: SERVICE_DEVICES, find: 'spend.run(at, deviceId, codeDigest);', put: '' }],
  },
  {
    name: 'a code does not grow old',
    scenario: 'identity',
    breaks: 'code-once',
    edits: [
      {
        file: SERVICE_DEVICES,
        find: 'if (!row || row.expires_at <= at) return null;',
        put: 'if (!row) return null;',
      },
    ],
  },
  {
    name: 'any origin is let in',
    scenario: 'identity',
    breaks: 'no-page',
    edits: [
      {
        file: 'sync-service/socket/sync-space.ts',
        find: 'const isKiosk = request.headers.origin === undefined;',
        put: 'const isKiosk = true;',
      },
    ],
  },
  {
    name: 'an origin by https is let in',
    scenario: 'identity',
    breaks: 'no-page',
    edits: [
      {
        file: 'sync-service/socket/sync-space.ts',
        find: 'const isKiosk = request.headers.origin === undefined;',
        put: "const isKiosk = request.headers.origin?.startsWith('https:') ?? true;",
      },
    ],
  },
  {
    name: 'what a full disk refuses is called saved',
    scenario: 'storage',
    breaks: 'saved-is-kept',
    edits: [
      {
        file: KIOSK_STORE,
        find: TRANSACTION,
        put: `transaction: <T>(work: () => T): T => {
      try {
        return db.transaction(work).immediate();
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL')) throw error;
        return { id: crypto.randomUUID(), at: 0 } as T;
      }
    },`,
      },
    ],
  },
  {
    name: 'a full disk has no name',
    scenario: 'storage',
    breaks: 'refusal-is-named',
    edits: [{ file: STORAGE_PROBLEM, find: "['SQLITE_FULL', 'storage-full'],", put: '' }],
  },
  {
    name: 'a read-only disk is taken for a full one',
    scenario: 'storage',
    breaks: 'refusal-is-named',
    edits: [
      {
        file: STORAGE_PROBLEM,
        find: "['SQLITE_READONLY', 'storage-read-only'],",
        put: "['SQLITE_READONLY', 'storage-full'],",
      },
    ],
  },
  {
    name: 'the lock of a folder is not heeded',
    scenario: 'storage',
    breaks: 'one-kiosk-a-folder',
    edits: [
      {
        file: DATA_FOLDER,
        find: 'if (lock === null) {',
        put: 'if (lock === null) return { close() {} };\n  if (lock === null) {',
      },
    ],
  },
  {
    name: 'every process has a lock of its own',
    scenario: 'storage',
    breaks: 'one-kiosk-a-folder',
    edits: [
      {
        file: DATA_FOLDER,
        find: "const LOCK_FILE = 'kiosk.lock';",
        put: "const LOCK_FILE = 'kiosk.lock' + process.pid;",
      },
    ],
  },
  {
    name: 'a damaged database is replaced by an empty one',
    scenario: 'storage',
    breaks: 'damage-is-named',
    edits: [
      {
        file: SQLITE,
        find: 'statSync(file).size > 0) inspectRecovered(file, kind);',
        put: `statSync(file).size > 0) {
      try {
        inspectRecovered(file, kind);
      } catch {
        rmSync(file);
      }
    }`,
      },
      { file: SQLITE, find: 'import { closeSync,', put: 'import { rmSync, closeSync,' },
    ],
  },
  {
    name: 'a damaged database ends the process',
    scenario: 'storage',
    breaks: 'damage-is-named',
    edits: [
      {
        file: SQLITE,
        find: "if (finding !== 'ok') {",
        put: "if (finding !== 'ok') process.exit(1);\n    if (finding !== 'ok') {",
      },
    ],
  },
  {
    name: 'what the service lost is not sent again',
    scenario: 'restore',
    breaks: 'acknowledged-is-stored',
    edits: [
      {
        file: WELCOME,
        find: 'let reopened = anotherEpoch ? store.outbox.reopenAll() : 0;',
        put: 'let reopened = anotherEpoch ? 0 : 0;',
      },
      {
        file: WELCOME,
        find: 'reopened += store.outbox.reopen({ chainId, ranges: [...missing, above] });',
        put: 'reopened += missing.length + above.length;',
      },
    ],
  },
  {
    name: 'the service forgets what a kiosk no longer has',
    scenario: 'restore',
    breaks: 'both-branches-kept',
    edits: [
      {
        file: SERVICE_DEVICES,
        find: 'if (reported) chains.report({ chainId, seq: reported.seq });',
        put: `if (reported) chains.report({ chainId, seq: reported.seq });
      if (reported) db.prepare('DELETE FROM records WHERE chain_id = ? AND seq > ?').run(chainId, reported.seq);`,
      },
    ],
  },
  {
    name: 'a second record at a place in the chain replaces the first',
    scenario: 'restore',
    breaks: 'both-branches-kept',
    edits: [
      ...REPLACE_RECORD,
      {
        file: WELCOME,
        find: 'if (!sameChain) {',
        put: 'if (!sameChain && reopened < 0) {',
      },
    ],
  },
  {
    name: 'drafts of everybody are kept on the disk',
    scenario: 'theft',
    breaks: 'nothing-readable',
    edits: [
      {
        file: 'electron/host/drafts.ts',
        find: 'if (draftsOnDisk) store.drafts.save({ participantId: id, draft });',
        put: 'store.drafts.save({ participantId: id, draft });\n      if (draftsOnDisk) return;',
      },
    ],
  },
  {
    name: 'what is sealed is shown on the kiosk that it came from',
    scenario: 'theft',
    breaks: 'nothing-readable',
    edits: [
      {
        file: 'electron/host/worded.ts',
        find: "success({ contribution: { kind: 'idea.sealed', payload }, draft, show: showNothing });",
        put: `success({
          contribution: { kind: 'idea.sealed', payload },
          draft,
          show: ({ id, at }) => {
            const counts = { supports: 0, comments: 0 };
            store.documents.addOwn('idea', { id, consultationId, topicId, title, words, language, at, ...counts });
          },
        });`,
      },
    ],
  },
  {
    name: 'only the first words are sealed',
    scenario: 'theft',
    breaks: 'sealed-whole',
    edits: [
      {
        file: 'electron/host/sealing.ts',
        find: 'JSON.stringify(said)',
        put: 'JSON.stringify({ ...said, words: said.words?.slice(0, 20) })',
      },
    ],
  },
  {
    name: 'the title is left out',
    scenario: 'theft',
    breaks: 'sealed-whole',
    edits: [
      {
        file: 'electron/host/sealing.ts',
        find: 'JSON.stringify(said)',
        put: 'JSON.stringify({ ...said, title: null })',
      },
    ],
  },
  {
    name: 'a seal that is broken is opened as far as it goes',
    scenario: 'theft',
    breaks: 'seal-holds',
    edits: [
      {
        file: 'platform/sealed-file.ts',
        find: "    return success(await decrypter.decrypt(bytes));\n  } catch {\n    return problem('carry-damaged');",
        put: '    return success(await decrypter.decrypt(bytes));\n  } catch {\n    return success(bytes);',
      },
    ],
  },
  {
    name: 'an empty text is answered where a seal does not open',
    scenario: 'theft',
    breaks: 'seal-holds',
    edits: [
      {
        file: 'platform/sealed-file.ts',
        find: "    return success(await decrypter.decrypt(bytes));\n  } catch {\n    return problem('carry-damaged');",
        put: '    return success(await decrypter.decrypt(bytes));\n  } catch {\n    return success(new Uint8Array());',
      },
    ],
  },
  {
    name: 'the service keeps every batch in memory',
    scenario: 'storm',
    breaks: 'memory-bounded',
    edits: [
      {
        file: BATCHES,
        find: 'let text: string;',
        put: 'kept.push(Buffer.alloc(200_000_000, 1));\n  let text: string;',
      },
      { file: BATCHES, find: 'const SALT = ', put: 'const kept: Buffer[] = [];\nconst SALT = ' },
    ],
  },
  {
    name: 'every connection reserves room for a thousand frames',
    scenario: 'storm',
    breaks: 'memory-bounded',
    edits: [
      {
        file: CONNECTION,
        find: 'let wrongProofs = 0;',
        put: 'const room = Buffer.alloc(200_000_000, 1);\n  let wrongProofs = room.length - 200_000_000;',
      },
    ],
  },
  {
    name: 'the staff page waits for ever',
    scenario: 'storm',
    breaks: 'staff-page-answers',
    edits: [
      {
        file: STAFF_FILES,
        find: "app.get('/staff/', (_, reply) =>",
        put: "app.get('/staff/', (_, reply) => reply.hijack());\n    app.get('/staff-before/', (_, reply) =>",
      },
    ],
  },
  {
    name: 'the staff page fails',
    scenario: 'storm',
    breaks: 'staff-page-answers',
    edits: [{ file: STAFF_FILES, find: 'reply.code(503)', put: 'reply.code(500)' }],
  },
];
