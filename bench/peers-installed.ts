/** The packages of the peers, in `bench/peers`: installed when they are missing, and only by a benchmark. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./peers', import.meta.url));

/** Whether they are there. No script of a package runs: leveldb comes ready built. */
export function installPeers(): boolean {
  // npm writes it last.
  if (existsSync(`${FOLDER}/node_modules/.package-lock.json`)) return true;
  console.log('installing the peers in bench/peers ...');
  const words = ['ci', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, error } = spawnSync('npm', words, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) console.error(error.message);
  return status === 0;
}
