/** Builds the staff page, which the service serves under `/staff/`. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/staff/',
  plugins: [react()],
  build: {
    outDir: '../../dist/staff-page',
    emptyOutDir: true,
    target: ['chrome111', 'firefox114', 'safari16.4'],
    // The page's policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // One request for a language, not one for each of its files.
      output: {
        codeSplitting: {
          groups: [{ debugName: 'languages', name: (id) => /\/locales\/([^/]+)\//.exec(id)?.[1] ?? null }],
        },
      },
    },
  },
});
