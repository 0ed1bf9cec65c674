import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Finding } from '../../common/domain/completeness.ts';
import { sessionCompleteness } from '../../common/domain/completeness.ts';
import { sha256 } from '../../platform/crypto.ts';
import { startTestService, type TestService } from '../test-support/service.ts';

const PYTHON = process.env.PERRON_PYTHON ?? '/usr/bin/python3';
const CLIENT = join(import.meta.dirname, '../test-support/python-client');
const VECTORS = join(import.meta.dirname, '../../common/domain/record-vectors.json');

let service: TestService;
beforeEach(async () => {
  service = await startTestService();
});
afterEach(() => service.close());

/** Without Python or its modules this fails and says which; `npm test` installs them on Debian. */
async function runPython(script: string, ...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(PYTHON, [join(CLIENT, script), ...words], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    timeout: 25_000,
  });
  return stdout.trim();
}

const completenessOf = async (sessionId: string): Promise<{ verdict: string; findings: Finding[] }> =>
  sessionCompleteness({
    sessionId,
    chains: await service.store.sessions.evidence(sessionId),
    digest: sha256,
  });

test('a client in another language agrees with every test vector', async () => {
  expect(Number(await runPython('vectors.py', VECTORS))).toBeGreaterThan(20);
});

test.each([
  { protocol: 1, welcomeKeys: ['anchor', 'configuration', 'epoch', 'head', 'missing'] },
  ...[2, 3].map((protocol) => ({
    protocol,
    welcomeKeys: [
      'anchor',
      'configuration',
      'encoding',
      'epoch',
      'head',
      'missing',
      'personalDataKeys',
      'transportKey',
    ],
  })),
])(
  'a client written from the protocol page plays a workshop in version $protocol',
  async ({ protocol, welcomeKeys }) => {
    const code = await service.makeEnrolmentCode();
    const seen = JSON.parse(await runPython('workshop.py', service.url, code, String(protocol)));
    expect(seen).toMatchObject({
      refused: 'proof-missing',
      welcomeKeys,
      first: { statuses: Array(9).fill('stored'), quarantined: [] },
      again: { statuses: Array(9).fill('duplicate'), quarantined: [] },
      poisoned: {
        statuses: ['quarantined', 'quarantined'],
        quarantined: [
          { index: 0, rule: 'payload-altered' },
          { index: 1, rule: 'header-invalid' },
        ],
      },
      idea: { title: 'Une idée', supports: 1, comments: 1 },
      comment: { words: 'Oui !', targetKind: 'idea' },
      behindSlip: ['comment', 'idea', 'support'],
      told: protocol >= 3,
      headIsMine: true,
      missing: [],
    });
    expect(seen.idea.words).toBe(seen.words);
    const opened = [
      ['comment', 'Oui !'],
      ['idea', seen.words],
      ['support', null],
    ];
    expect(seen.opened).toEqual(protocol >= 3 ? opened : null);
    expect(await completenessOf(seen.sessionId)).toMatchObject({ verdict: 'complete', findings: [] });
  },
);
