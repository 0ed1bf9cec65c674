import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const HERE = import.meta.dirname;
const folder = mkdtempSync(path.join(tmpdir(), 'perron-bundle-'));
const file = (name: string) => path.join(folder, 'dist', 'electron', name);

/** What a bundle still asks for when it runs, less what Node itself has. */
function packagesOf(name: string): string[] {
  const code = readFileSync(file(name), 'utf8').replaceAll(/^\s*(\*|\/\/).*$/gm, '');
  const asked = code.matchAll(
    /(?:^import\b[^;]*?\bfrom |^import |\b(?:__)?require\(|\bimport\()["']([^"']+)["']/gm,
  );
  const names = [...asked].flatMap(([, asking]) => (asking === undefined ? [] : [asking]));
  const ofNode = (asking: string) => builtinModules.includes(asking.replace(/^node:/, ''));
  return [...new Set(names.filter((asking) => !ofNode(asking)))].sort();
}

beforeAll(async () => {
  for (const configFile of ['vite.config.ts', '../preload/vite.config.ts']) {
    await build({
      configFile: path.join(HERE, configFile),
      logLevel: 'error',
      build: { outDir: path.join(folder, 'dist', 'electron') },
    });
  }
  mkdirSync(path.join(folder, 'dist', 'renderer'));
  writeFileSync(path.join(folder, 'dist', 'renderer', 'index.html'), '<title>Perron</title>');
  symlinkSync(path.join(HERE, '..', '..', 'node_modules'), path.join(folder, 'node_modules'), 'junction');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the built shell', () => {
  it('needs no package beside Electron but the driver of the database and the voice', () => {
    expect(packagesOf('main.js')).toEqual(['@echogarden/espeak-ng-emscripten', 'better-sqlite3', 'electron']);
  });

  it('has a preload script that asks for nothing but Electron, as a sandboxed one must', () => {
    expect(packagesOf('preload.cjs')).toEqual(['electron']);
  });

  it('runs: host, database and calls, from the bundle alone, until it is ended', async () => {
    const runner = path.join(HERE, 'test-support', 'run-bundle.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [runner, file('main.js'), folder], {
      env: { PERRON_KIOSK_DATA: path.join(folder, 'data'), PERRON_LOG_LEVEL: 'silent' },
    });
    const [announced, answered] = stdout.trim().split('\n');
    expect([announced, answered].sort()).toEqual([
      'Perron kiosk: shown in Electron',
      expect.stringContaining('"state":"not-enrolled"'),
    ]);
  });
});
