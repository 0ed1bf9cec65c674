/** What breaks what must hold of kill -9 on either side. */
import type { Sabotage } from '../sabotage.ts';
import {
  CLIENT,
  KIOSK_LINE,
  KIOSK_OUTBOX,
  KIOSK_STORE,
  OUTBOX,
  PROJECTION,
  SERVICE_RECORDS,
  SERVICE_SCHEMA,
  TRANSACTION,
} from './places.ts';

const AFTER_END = 'sync-service/store/sqlite/migrations/0024-deadline.ts';
const AFTER_END_OF_ALL = 'sync-service/store/sqlite/migrations/0058-late-corrections.ts';
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
  // Nothing can point to what has no key.
  ...[AFTER_END, AFTER_END_OF_ALL].map((file) => ({
    file,
    find: 'PRIMARY KEY REFERENCES records (id),',
    put: 'PRIMARY KEY,',
  })),
];

export const crash: readonly Sabotage[] = [
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
        file: KIOSK_LINE,
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
        find: 'const { chainId, seq } = header;',
        put: 'if (remembered.has(header.id)) return DUPLICATE;\n    remembered.add(header.id);\n    const { chainId, seq } = header;',
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
      { file: PROJECTION, find: 'of atOnce(unfolded.oldest(), FOLDED_AT_ONCE)) {', put: 'of runs) {' },
      { file: PROJECTION, find: '      unfolded.take(run);\n', put: '' },
      {
        file: PROJECTION,
        find: 'if (foldSome.immediate() ',
        put: `const runs = atOnce(unfolded.oldest(), FOLDED_AT_ONCE);
        for (const run of runs) unfolded.take(run);
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
    name: 'who looks does not wait for the fold',
    scenario: 'crash',
    breaks: 'stored-is-shown',
    edits: [
      {
        file: 'sync-service/store/settling.ts',
        find: '            await settle();\n            return method(...given);',
        put: '            return method(...given);',
      },
    ],
  },
  {
    name: 'a slip’s copy is called made before it is in the feed',
    scenario: 'crash',
    breaks: 'slips-told',
    edits: [
      {
        file: 'sync-service/store/sqlite/slips.ts',
        find: 'if (all.length > 0) put.immediate(all);',
        put: `for (const { participantId, changes, digest } of all) copied.run({ participantId, changes, digest });
      if (all.length > 0) put.immediate(all);`,
      },
    ],
  },
  {
    name: 'a slip’s copy is made once',
    scenario: 'crash',
    breaks: 'slips-told',
    edits: [
      {
        file: 'sync-service/services/slip-copies.ts',
        find: "if (made === digest) return 'holds';",
        put: "if (digest !== null) return 'holds';",
      },
    ],
  },
];
