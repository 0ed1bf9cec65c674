import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { browserArguments, findBrowser, openBrowser } from './chromium.ts';
import { readShellConfig } from './config.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'perron-chromium-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A browser that notes its profile and then does as told. */
function standIn(name: string, then: string): { executable: string; starts: () => string[] } {
  const executable = path.join(folder, name);
  const notes = path.join(folder, `${name}.txt`);
  writeFileSync(executable, `#!/bin/sh\necho "$@ $TMPDIR" >> "${notes}"\n${then}\n`);
  chmodSync(executable, 0o755);
  return {
    executable,
    starts: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []),
  };
}

const profileOf = (start: string): string => start.match(/--user-data-dir=(\S+)/)?.[1] ?? '';
const scratchOf = (start: string): string => start.split(' ').at(-1) ?? '';

test('the named browser comes first, and a name that leads nowhere is not replaced by another', () => {
  const { executable } = standIn('chromium', 'exit 0');
  expect(findBrowser({ named: executable, searchPath: '' })).toBe(executable);
  expect(findBrowser({ named: path.join(folder, 'absent'), searchPath: folder })).toBeNull();
  expect(findBrowser({ named: undefined, searchPath: folder })).toBe(executable);
});

test('a kiosk window has no way out and asks nobody, and root alone goes without the sandbox', () => {
  const of = (changes: object) =>
    browserArguments({
      url: 'http://127.0.0.1:1/',
      profile: '/p',
      windowed: false,
      printing: false,
      asRoot: false,
      ...changes,
    });
  expect(of({})).toContain('--kiosk');
  expect(of({})).toContain('--app=http://127.0.0.1:1/');
  expect(of({})).toContain('--disable-background-networking');
  expect(of({})).not.toContain('--no-sandbox');
  expect(of({ windowed: true })).not.toContain('--kiosk');
  expect(of({})).not.toContain('--kiosk-printing');
  expect(of({ printing: true })).toContain('--kiosk-printing');
  expect(of({ asRoot: true })).toContain('--no-sandbox');
});

test('a browser that dies is opened again with a fresh profile, and the old one is gone', async () => {
  const { executable, starts } = standIn('dying', 'exit 3');
  const died = vi.fn();
  const browser = openBrowser({
    executable,
    url: 'http://127.0.0.1:1/',
    windowed: true,
    printing: false,
    died,
  });
  await vi.waitFor(() => expect(starts().length).toBeGreaterThan(1), { timeout: 20_000 });
  await browser.close();
  expect(died).toHaveBeenCalledWith(3);
  const profiles = starts().map(profileOf);
  expect(new Set(profiles).size).toBe(profiles.length);
  expect(existsSync(profiles[0] as string)).toBe(false);
  const scratches = starts().map(scratchOf);
  expect(new Set(scratches).size).toBe(scratches.length);
  expect(existsSync(scratches[0] as string)).toBe(false);
});

test('a browser is opened anew when its page is gone, and closing ends it and its profile', async () => {
  const { executable, starts } = standIn('staying', 'exec sleep 600');
  const died = vi.fn();
  const browser = openBrowser({
    executable,
    url: 'http://127.0.0.1:1/',
    windowed: true,
    printing: false,
    died,
  });
  await vi.waitFor(() => expect(starts()).toHaveLength(1), { timeout: 20_000 });
  const [start = ''] = starts();
  expect(existsSync(scratchOf(start)), 'its temporary files have a folder of their own').toBe(true);
  expect(scratchOf(start)).not.toBe(tmpdir());
  browser.reopen();
  await vi.waitFor(() => expect(starts()).toHaveLength(2), { timeout: 20_000 });
  expect(died).toHaveBeenCalledOnce();
  await browser.close();
  for (const one of starts()) {
    expect(existsSync(profileOf(one))).toBe(false);
    expect(existsSync(scratchOf(one))).toBe(false);
  }
  expect(died).toHaveBeenCalledOnce();
});

test.each([
  [{ PERRON_KIOSK_PORT: '99999' }, 'PERRON_KIOSK_PORT'],
  [{ PERRON_WINDOW: 'big' }, 'PERRON_WINDOW'],
  [{ PERRON_SERVICE_URL: 'perron.example.org' }, 'PERRON_SERVICE_URL'],
  [{ PERRON_SERVICE_URL: 'file:///etc/passwd' }, 'PERRON_SERVICE_URL'],
])('the setting %o is refused by its name', (environment, name) => {
  expect(() => readShellConfig(environment)).toThrow(name);
});

test('without settings the kiosk keeps its data in the working folder and shows itself full screen', () => {
  expect(readShellConfig({})).toMatchObject({
    dataFolder: path.resolve('data/kiosk'),
    serviceUrl: null,
    carryFolder: null,
    enrolmentCode: null,
    port: 0,
    window: 'kiosk',
  });
});
