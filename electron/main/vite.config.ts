/**
 * Bundles the main process with the host and every dependency that is plain JavaScript. The database's driver
 * stays a package of its own, for its native code, and so does the voice, for the data beside it.
 */
import path from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3', '@echogarden/espeak-ng-emscripten'] },
  build: {
    outDir: path.join(import.meta.dirname, '..', '..', 'dist', 'electron'),
    // The preload script is built into the same folder.
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    ssr: 'main.ts',
    rolldownOptions: { output: { format: 'es', entryFileNames: 'main.js', codeSplitting: false } },
  },
});
