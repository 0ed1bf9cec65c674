/** The program of docs/API.md, run as it stands there. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { makeToken } from '../test-support/rest.ts';
import { startTestService } from '../test-support/service.ts';
import { pushSession, signedIn } from '../test-support/staff.ts';

const run = promisify(execFile);

test('the program in the documentation keeps a true copy', async () => {
  const service = await startTestService();
  const folder = mkdtempSync(path.join(tmpdir(), 'perron-mirror-'));
  onTestFinished(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });
  const admin = await signedIn(service, 'administrator');
  const token = await makeToken(admin, ['published']);
  const docs = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'API.md'), 'utf8');
  const [, program] = /```js\n(\/\/ mirror\.mjs[\s\S]*?)```/.exec(docs) ?? [];
  writeFileSync(path.join(folder, 'mirror.mjs'), program ?? '');
  const copy = async () => {
    const env = { ...process.env, PERRON_URL: service.url, PERRON_TOKEN: token };
    await run(process.execPath, ['mirror.mjs'], { cwd: folder, env });
    const all = JSON.parse(readFileSync(path.join(folder, 'copy.json'), 'utf8')) as Record<
      string,
      { documents: Record<string, object> }
    >;
    return Object.keys(all[service.consultation.id]?.documents ?? {});
  };
  const ideas = Array.from({ length: 450 }, (_, i) => ({ title: `Idea ${i}` }));
  const { ideaIds } = await pushSession(service, { ideas });
  expect(await copy(), 'with the comment and the consultation').toHaveLength(452);
  const [first] = ideaIds as [string];
  await admin.post('/api/staff/moderation', { ids: [first], decision: 'refused', reason: 'other' });
  const after = await copy();
  expect(after).toHaveLength(451);
  expect(after).not.toContain(`idea/${first}`);
  const file = path.join(folder, 'copy.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"next":"\d+/, '"next":"99999'));
  expect((await copy()).sort(), 'of a service that was set back').toEqual(after.sort());
}, 60_000);
