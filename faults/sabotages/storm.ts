/** What breaks what must hold of many kiosks at once. */
import type { Sabotage } from '../sabotage.ts';
import { BATCHES, CONNECTION, STAFF_FILES } from './places.ts';

export const storm: readonly Sabotage[] = [
  {
    name: 'the service keeps every batch in memory',
    scenario: 'storm',
    breaks: 'memory-bounded',
    edits: [
      {
        file: BATCHES,
        find: 'const split = isUtf8(batch)',
        put: 'kept.push(Buffer.alloc(200_000_000, 1));\n  const split = isUtf8(batch)',
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
