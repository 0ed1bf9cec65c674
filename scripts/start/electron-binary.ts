/** Whether Electron can run here: its package installs without the binary, which `npx install-electron` fetches. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PACKAGE = path.join(import.meta.dirname, '..', '..', 'node_modules', 'electron');

/** Path of the binary, or null. Requiring `electron` instead would try to download it. */
export function electronBinary(): string | null {
  const pathFile = path.join(PACKAGE, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(PACKAGE, 'dist');
  const binary = path.join(folder, readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}
