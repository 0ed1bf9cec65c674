/**
 * Packages the kiosk as electron-builder.yml says, around a stand-in for Electron's binary, and looks at what is
 * inside. Only the flipping of Electron's fuses is left out: there is no binary here to flip them in.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const BIN = path.join(ROOT, 'node_modules', '.bin');
const folder = mkdtempSync(path.join(tmpdir(), 'perron-packaging-'));
const packages = path.join(folder, 'packages');
const resources = path.join(packages, 'linux-unpacked', 'resources');
const asar = path.join(resources, 'app.asar');

const inside = (): string[] =>
  listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/').replace(/^\//, ''));

beforeAll(() => {
  if (!existsSync(path.join(ROOT, 'dist', 'electron', 'main.js'))) {
    execFileSync(process.execPath, [path.join(ROOT, 'scripts', 'build.ts')], { cwd: ROOT });
  }
  const standIn = path.join(folder, 'electron');
  mkdirSync(path.join(standIn, 'resources'), { recursive: true });
  writeFileSync(path.join(standIn, 'electron'), '#!/bin/sh\nexit 1\n');
  chmodSync(path.join(standIn, 'electron'), 0o755);
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
      directories: { output: packages },
    }),
  );
  execFileSync(
    path.join(BIN, 'electron-builder'),
    ['--linux', 'dir', '--config', config, '--publish', 'never'],
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
  expect([...packaged]).toEqual(['better-sqlite3']);
});

test('what the shell imports is there: Electron, Node and the database driver, whose binary lies unpacked', () => {
  const main = extractFile(asar, 'dist/electron/main.js').toString();
  const imported = [
    ...main.matchAll(
      /^\s*(?:import|export)\b[^'"\n]*?\bfrom\s*["']([^"']+)["']|^import\s*["']([^"']+)["']/gm,
    ),
  ].map((match) => (match[1] ?? match[2] ?? '').replace(/^node:/, ''));
  expect(imported).toContain('electron');
  expect(imported).toContain('better-sqlite3');
  const known = new Set(['electron', 'better-sqlite3', ...builtinModules]);
  expect(imported.filter((name) => !known.has(name))).toEqual([]);
  const preload = extractFile(asar, 'dist/electron/preload.cjs').toString();
  expect([...preload.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name)).toEqual(['electron']);

  const driver = path.join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds');
  expect(readdirSync(driver).filter((file) => file.endsWith('.node'))).not.toEqual([]);
  expect(existsSync(path.join(driver, `linux-${process.arch}.node`))).toBe(true);
});

test('the packaged driver opens a database', () => {
  const unpacked = path.join(folder, 'app');
  extractAll(asar, unpacked);
  const program = `const D = require('better-sqlite3'); process.stdout.write(new D(':memory:').prepare('SELECT sqlite_version()').pluck().get())`;
  expect(execFileSync(process.execPath, ['-e', program], { cwd: unpacked, encoding: 'utf8' })).toMatch(
    /^3\.\d+/,
  );
});
