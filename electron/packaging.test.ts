/**
 * Packages the kiosk as electron-builder.yml says, around a stand-in for Electron's binary, looks at what is inside and
 * runs it in Node. What changes Electron's binary is left out, as there is none here: its fuses, and on Windows the
 * archive's hash, icon and signature.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const BIN = path.join(ROOT, 'node_modules', '.bin');
const folder = mkdtempSync(path.join(tmpdir(), 'perron-packaging-'));
const packages = path.join(folder, 'packages');
const suffix = process.arch === 'x64' ? '' : `-${process.arch}`;
const resourcesOf = (system: 'linux' | 'win') =>
  path.join(packages, `${system}${suffix}-unpacked`, 'resources');
const resources = resourcesOf('linux');
const asar = path.join(resources, 'app.asar');
const app = path.join(folder, 'app');

const inside = (): string[] =>
  listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/').replace(/^\//, ''));

beforeAll(() => {
  if (!existsSync(path.join(ROOT, 'dist', 'electron', 'main.js'))) {
    execFileSync(process.execPath, [path.join(ROOT, 'scripts', 'build.ts')], { cwd: ROOT });
  }
  const standIn = path.join(folder, 'electron');
  mkdirSync(path.join(standIn, 'resources'), { recursive: true });
  for (const name of ['electron', 'electron.exe']) {
    writeFileSync(path.join(standIn, name), '#!/bin/sh\nexit 1\n');
    chmodSync(path.join(standIn, name), 0o755);
  }
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html']) {
    writeFileSync(path.join(standIn, name), 'stand-in');
  }
  const config = path.join(folder, 'electron-builder.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: path.join(ROOT, 'electron-builder.yml'),
      electronDist: standIn,
      electronFuses: null,
      disableAsarIntegrity: true,
      win: { signAndEditExecutable: false },
      directories: { output: packages },
    }),
  );
  execFileSync(
    path.join(BIN, 'electron-builder'),
    ['--linux', 'dir', '--win', 'dir', `--${process.arch}`, '--config', config, '--publish', 'never'],
    {
      cwd: ROOT,
      // Whatever it wanted to fetch would fail here.
      env: {
        ...process.env,
        ELECTRON_MIRROR: 'http://127.0.0.1:9/',
        ELECTRON_CACHE: path.join(folder, 'cache'),
      },
    },
  );
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package holds the shell, the page and every language', () => {
  const files = new Set(inside());
  for (const file of [
    'dist/electron/main.js',
    'dist/electron/preload.cjs',
    'dist/renderer/index.html',
    'package.json',
  ]) {
    expect(files, file).toContain(file);
  }
  for (const language of readdirSync(path.join(ROOT, 'locales')).filter((name) => !name.includes('.'))) {
    for (const flow of readdirSync(path.join(ROOT, 'locales', language))) {
      expect(files).toContain(`locales/${language}/${flow}`);
    }
  }
  expect(JSON.parse(extractFile(asar, 'package.json').toString()).main).toBe('dist/electron/main.js');
});

test('it holds no sources, tests, data or secrets, and nothing of the service', () => {
  const foreign = inside().filter((file) =>
    /\.tsx?$|\.map$|\.test\.|(^|\/)(test-support|fixtures|data|sync-service|e2e|bench|scripts|\.git)(\/|$)|\.env|\.csv$|\.sqlite|\.db$|\.pem$|demo-accounts/.test(
      file,
    ),
  );
  expect(foreign).toEqual([]);
  const packaged = new Set(
    inside()
      .map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1])
      .filter((name) => name !== undefined),
  );
  // A scope's own folder is no package.
  expect([...packaged].filter((name) => name !== '@echogarden').toSorted()).toEqual([
    '@echogarden/espeak-ng-emscripten',
    'better-sqlite3',
  ]);
  const voice = 'node_modules/@echogarden/espeak-ng-emscripten/espeak-ng.data';
  expect(inside().map((file) => file.replace(/^\//, ''))).toContain(voice);
});

test('what the shell imports is Electron, Node, the database driver and the voice', () => {
  const main = extractFile(asar, 'dist/electron/main.js').toString();
  const imported = [
    ...main.matchAll(
      /^\s*(?:import|export)\b[^'"\n]*?\bfrom\s*["']([^"']+)["']|^import\s*["']([^"']+)["']/gm,
    ),
  ].map((match) => (match[1] ?? match[2] ?? '').replace(/^node:/, ''));
  expect(imported).toContain('electron');
  expect(imported).toContain('better-sqlite3');
  const known = new Set([
    'electron',
    'better-sqlite3',
    '@echogarden/espeak-ng-emscripten',
    ...builtinModules,
  ]);
  expect(imported.filter((name) => !known.has(name))).toEqual([]);
  const preload = extractFile(asar, 'dist/electron/preload.cjs').toString();
  expect([...preload.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name)).toEqual(['electron']);
});

test.each([
  ['linux', 'linux'],
  ['win', 'win32'],
] as const)("the package for %s has that system's database driver, unpacked", (system, name) => {
  const unpacked = path.join(resourcesOf(system), 'app.asar.unpacked', 'node_modules', 'better-sqlite3');
  expect(readdirSync(path.join(unpacked, 'prebuilds'))).toEqual([`${name}-${process.arch}.node`]);
});

test.runIf(process.platform === 'linux')(
  'what was packaged runs with nothing but itself: host, database and calls',
  () => {
    extractAll(asar, app);
    const main = path.join(app, 'dist', 'electron', 'main.js');
    // Or a folder further up would lend what the package lacks.
    const driver = createRequire(main).resolve('better-sqlite3');
    expect(driver.startsWith(path.join(realpathSync(app), path.sep))).toBe(true);
    const runner = path.join(import.meta.dirname, 'main', 'test-support', 'run-bundle.ts');
    const printed = execFileSync(process.execPath, [runner, main, app], {
      env: { PERRON_KIOSK_DATA: path.join(folder, 'data'), PERRON_LOG_LEVEL: 'silent' },
      encoding: 'utf8',
    });
    expect(printed).toContain('Perron kiosk: shown in Electron');
    expect(printed).toContain('"state":"not-enrolled"');
  },
);
