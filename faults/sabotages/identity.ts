/** What breaks what must hold of who may send, and as whom. */
import type { Sabotage } from '../sabotage.ts';
import {
  CONNECTION,
  DEVICES,
  FACILITATORS,
  PIN_ATTEMPTS,
  SERVICE_DEVICES,
  SERVICE_RECORDS,
  STAFF_ROUTES,
  WATCH,
} from './places.ts';

export const identity: readonly Sabotage[] = [
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
      {
        file: CONNECTION,
        find: 'const nonce = nonceOf(socket.request);',
        put: "const nonce = 'AAAAAAAAAAAAAAAAAAAAAA';",
      },
    ],
  },
  {
    name: 'a batch is taken without a look at the revocation',
    scenario: 'identity',
    breaks: 'nothing-after-revocation',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: 'if (shutOut === undefined || (shutOut === 1 && revoked === undefined)) return null;',
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
    name: 'wrong PINs are counted in memory alone',
    scenario: 'identity',
    breaks: 'pin-waits',
    edits: [
      { file: PIN_ATTEMPTS, find: 'return {\n    wrong', put: 'let counted = 0;\n  return {\n    wrong' },
      { file: PIN_ATTEMPTS, find: 'wrong.get() ?? 0', put: 'counted' },
      { file: PIN_ATTEMPTS, find: 'set.run(count);', put: 'counted = count;' },
      { file: PIN_ATTEMPTS, find: '      forget.run();', put: '      forget.run();\n      counted = 0;' },
    ],
  },
  {
    name: 'the wait of a PIN is over when the clock says so',
    scenario: 'identity',
    breaks: 'pin-waits',
    edits: [
      {
        file: 'electron/host/clock.ts',
        find: 'mono: () => performance.now()',
        put: 'mono: () => Date.now()',
      },
    ],
  },
  {
    name: 'each wrong PIN waits as long as the first',
    scenario: 'identity',
    breaks: 'pin-waits',
    edits: [{ file: FACILITATORS, find: 'FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES)', put: 'FIRST_WAIT_MS' }],
  },
  {
    name: 'a locked desk is open again after a restart',
    scenario: 'identity',
    breaks: 'pin-locks',
    edits: [
      {
        file: PIN_ATTEMPTS,
        find: "const forget = db.prepare('UPDATE pin_attempts SET wrong = 0, question = NULL');",
        put: "const forget = db.prepare('UPDATE pin_attempts SET wrong = 0, question = NULL');\n  if (question.get()) forget.run();",
      },
    ],
  },
  {
    name: 'whatever staff are said to have answered opens a desk',
    scenario: 'identity',
    breaks: 'pin-locks',
    edits: [
      {
        file: FACILITATORS,
        find: 'if (answer !== unlockAnswer({ secret: shared, question: asked })) {',
        put: 'if (answer.length !== unlockAnswer({ secret: shared, question: asked }).length) {',
      },
    ],
  },
  {
    name: 'everybody reads the log',
    scenario: 'identity',
    breaks: 'roles-kept',
    edits: [{ file: STAFF_ROUTES, find: 'listAudit: mayAdminister,', put: 'listAudit: null,' }],
  },
  {
    name: 'who decides may export',
    scenario: 'identity',
    breaks: 'roles-kept',
    edits: [
      {
        file: 'common/contract/staff-roles.ts',
        find: "export const mayExport: Right = (role) => role === 'administrator' || role === 'exporter';",
        put: "export const mayExport: Right = (role) => role !== 'reader';",
      },
    ],
  },
  {
    name: 'every page hears of everything',
    scenario: 'identity',
    breaks: 'roles-kept',
    edits: [
      {
        file: 'sync-service/socket/staff-space.ts',
        find: 'HEARS[topic]?.(socket.data.role) ?? true',
        put: 'topic in HEARS && socket.data.role !== null',
      },
    ],
  },
  {
    name: 'a token reads whatever there is',
    scenario: 'identity',
    breaks: 'roles-kept',
    edits: [
      {
        file: 'sync-service/services/api-tokens.ts',
        find: "known.scopes.includes(scope) ? success(known) : problem('scope-missing')",
        put: "scope.length > 0 ? success(known) : problem('scope-missing')",
      },
    ],
  },
];
