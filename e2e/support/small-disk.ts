/** Loaded into the kiosk before anything else: a disk of a stick's size, with as much room as a file says. */
import { readFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { PERRON_E2E_FREE_BYTES: file = '' } = process.env;
const BLOCK = 4_096;
const { statfs } = files;

async function smaller(folder: string) {
  const real = await statfs(folder);
  const free = Math.floor(Number(readFileSync(file, 'utf8')) / BLOCK);
  return { ...real, bsize: BLOCK, blocks: 4_000_000, bfree: free, bavail: free };
}

Object.assign(files, { statfs: smaller });
syncBuiltinESMExports();
