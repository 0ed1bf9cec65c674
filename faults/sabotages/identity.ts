/** What breaks what must hold of who may send, and as whom. */
import type { Sabotage } from '../sabotage.ts';
import { CONNECTION, DEVICES, SERVICE_DEVICES, SERVICE_RECORDS, WATCH } from './places.ts';

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
];
