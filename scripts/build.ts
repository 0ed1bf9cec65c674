/**
 * `npm run build [page ...]`: builds with Vite what runs from `dist/`: the kiosk's page, the staff page, and the
 * Electron shell. Host, service and tools run from their sources.
 */
import path from 'node:path';
import { build } from 'vite';

const ROOT = path.join(import.meta.dirname, '..');
const CONFIGS = {
  renderer: 'renderer/vite.config.ts',
  'staff-page': 'sync-service/staff-page/vite.config.ts',
  'electron-main': 'electron/main/vite.config.ts',
  'electron-preload': 'electron/preload/vite.config.ts',
};

const names = process.argv.slice(2);
const wanted = names.length > 0 ? names : Object.keys(CONFIGS);
for (const name of wanted) {
  const config = Object.entries(CONFIGS).find(([known]) => known === name)?.[1];
  if (config === undefined) {
    console.error(`There is no ${name}; there are ${Object.keys(CONFIGS).join(', ')}.`);
    process.exit(2);
  }
  await build({ configFile: path.join(ROOT, config), logLevel: 'warn' });
}
