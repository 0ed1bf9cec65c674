/** Bundles the preload script: a sandboxed one is CommonJS and may require nothing but `electron`. */
import path from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    outDir: path.join(import.meta.dirname, '..', '..', 'dist', 'electron'),
    // The main process is built into the same folder.
    emptyOutDir: false,
    target: 'chrome140',
    minify: false,
    lib: { entry: 'preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
