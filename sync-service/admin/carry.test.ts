/** The command line beside a kiosk that never sees a network, and a folder for the stick between them. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PIN } from '../../electron/host/test-support/city.ts';
import { done, openHost, temporaryFolder } from '../../electron/host/test-support/host.ts';
import { servedHeaders } from '../../electron/host/test-support/served.ts';
import { runAdmin } from '../test-support/admin.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perron-carry-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function demoService() {
  const dataFolder = newFolder();
  const admin = (...words: string[]) => runAdmin({ words, dataFolder });
  expect(await admin('demo')).toMatchObject({ code: 0 });
  return { dataFolder, admin };
}

test('lets a kiosk in, takes its records in and gives the acknowledgement back, all by files', async () => {
  const { dataFolder, admin } = await demoService();
  const stick = newFolder();
  const perron = join(stick, 'Perron');
  const fileOf = (ending: string) =>
    join(perron, readdirSync(perron).find((name) => name.endsWith(ending)) ?? '');
  const kiosk = await openHost({ dataFolder: temporaryFolder(), carryFolder: stick });
  const { sticks } = await done(kiosk, 'carry:plan', {});
  const id = sticks[0]?.id ?? '';
  await done(kiosk, 'carry:request', { stick: id });
  const settings = ['--name', 'Village hall', '--place', 'Sart-Tilman', '--facilitator', `Amélie:${PIN}`];
  const request = ['--request', fileOf('.perron-request'), '--to', perron];
  const letIn = await admin('kiosk', 'enrol-by-file', ...request, ...settings);
  expect(letIn).toMatchObject({ code: 0, stderr: '' });
  expect(await done(kiosk, 'carry:read', { stick: id })).toMatchObject({ enrolled: true });

  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  const { serviceMark } = await done(kiosk, 'kiosk:operations', {});
  expect(serviceMark).toMatch(/^([0-9A-F]{4}-){4}[0-9A-F]{4}$/);
  expect(letIn.stdout).toContain(serviceMark);
  await done(kiosk, 'session:open', { workshopId: null });
  await done(kiosk, 'session:close', {});
  await done(kiosk, 'carry:write', { stick: id, after: 0 });
  const from = ['--from', fileOf('.perron-carry'), '--to', perron];
  const imported = await admin('carry', 'import', ...from);
  expect(imported).toMatchObject({ code: 0, stderr: '' });
  expect(imported.stdout).toContain('Village hall: 2 records stored, 0 known already, 0 in quarantine.');
  expect(await done(kiosk, 'carry:read', { stick: id })).toMatchObject({ files: 1, acknowledged: 2 });
  expect(servedHeaders(join(dataFolder, 'service.sqlite'))).toHaveLength(2);
  expect((await admin('kiosk', 'list')).stdout).toContain('Village hall, Sart-Tilman');
});

test('says in a sentence what is wrong with a file, and changes nothing', async () => {
  const { admin } = await demoService();
  const folder = newFolder();
  const damaged = join(folder, 'x.perron-carry');
  writeFileSync(damaged, 'half a file');
  const to = ['--to', join(folder, 'out')];
  const refused = await admin('carry', 'import', '--from', damaged, ...to);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('was half copied or altered, or is not for this service');
  const absent = await admin('carry', 'import', '--from', join(folder, 'none'), ...to);
  expect(absent.stderr).toMatch(/none cannot be read/);
  expect((await admin('carry', 'import', ...to)).stderr).toContain('--from is missing.');
  const settings = ['--name', 'Village hall', '--place', ''];
  const noRequest = await admin('kiosk', 'enrol-by-file', '--request', damaged, ...to, ...settings);
  expect(noRequest).toMatchObject({ code: 1 });
  expect((await admin('kiosk', 'list')).stdout).toContain('No kiosk is enrolled.');
});
