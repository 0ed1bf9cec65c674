/**
 * The import rule of docs/ARCHITECTURE.md. Every source file belongs to one of the folders below, each with
 * the list of what it may import; a file in none of them fails, type imports count, and there are no cycles.
 */
const NODE = `^(node:)?(${require('node:module').builtinModules.join('|')})$`;
const pkg = (...names) => `node_modules/(${names.join('|')})/`;

/** Folder (regex) -> what it may import (regexes). */
const MAY_IMPORT = {
  '^common/problems\\.ts$': [],
  '^common/domain/': ['^common/domain/', '^common/problems\\.ts$'],
  '^common/contract/': ['^common/contract/', '^common/domain/', '^common/problems\\.ts$', pkg('zod')],
  '^platform/': [
    '^platform/',
    '^common/',
    '^package\\.json$',
    NODE,
    pkg(
      'age-encryption',
      '@scure/base',
      'better-sqlite3',
      '@types/better-sqlite3',
      'hash-wasm',
      'pino',
      'csv-stringify',
      'yazl',
      '@types/yazl',
    ),
  ],
  '^locales/': ['^locales/'],
  '^renderer/': [
    '^renderer/',
    '^common/',
    '^locales/',
    pkg(
      'react',
      'react-dom',
      '@types/react',
      '@types/react-dom',
      'react-aria-components',
      'i18next',
      'react-i18next',
      '@fontsource-variable/[^/]+',
      'uqr',
      'vite',
    ),
  ],
  '^electron/preload/': ['^electron/preload/', '^common/contract/', pkg('electron')],
  '^electron/host/': [
    '^electron/host/',
    '^common/',
    '^locales/',
    '^platform/',
    NODE,
    pkg(
      'better-sqlite3',
      '@types/better-sqlite3',
      'socket\\.io-client',
      'pino',
      'uuid',
      'zod',
      'csv-parse',
      '@echogarden/espeak-ng-emscripten',
      '@socket\\.io/.*',
    ),
  ],
  '^electron/browser-shell/': [
    '^electron/browser-shell/',
    '^electron/host/',
    '^common/',
    '^platform/',
    NODE,
    pkg('fastify', '@fastify/[^/]+', 'pino'),
  ],
  '^electron/main/': [
    '^electron/main/',
    '^electron/host/',
    '^common/',
    '^platform/',
    NODE,
    pkg('electron', 'pino'),
  ],
  '^sync-service/[^/]+-page/': [
    '^sync-service/[^/]+-page/',
    '^common/',
    '^locales/',
    '^renderer/(components|styles)/',
    pkg(
      'react',
      'react-dom',
      '@types/react',
      '@types/react-dom',
      'react-aria-components',
      'i18next',
      'react-i18next',
      'age-encryption',
      'socket\\.io-client',
      '@socket\\.io/.*',
      'vite',
    ),
  ],
  '^sync-service/(?![^/]+-page/)': [
    '^sync-service/(?![^/]+-page/)',
    '^common/',
    '^locales/',
    '^platform/',
    NODE,
    pkg(
      'better-sqlite3',
      '@types/better-sqlite3',
      'fastify',
      '@fastify/[^/]+',
      'socket\\.io',
      'pino',
      'uuid',
      'zod',
      'csv-stringify',
      'csv-parse',
      'pg',
      '@types/pg',
      'pg-copy-streams',
      '@types/pg-copy-streams',
      'prom-client',
      'otpauth',
    ),
  ],
};

/** Tests, tools and configuration see everything: they are shipped nowhere. */
const TOOLS =
  '^(scripts|bench|e2e|faults)/|\\.test\\.ts$|(^|/)(test-support|fixtures)/|\\.config\\.(ts|cjs|mjs)$|^\\.dependency-cruiser\\.cjs$|^biome\\.json$';

const folders = Object.entries(MAY_IMPORT);

module.exports = {
  forbidden: [
    ...folders.map(([from, to]) => ({
      name: `imports of ${from}`,
      severity: 'error',
      from: { path: from, pathNot: TOOLS },
      to: { pathNot: to.length > 0 ? to : '^$' },
    })),
    {
      name: 'unclassified file',
      comment: 'Give the file a folder of the layout, or the folder a line in MAY_IMPORT.',
      severity: 'error',
      from: { pathNot: [...folders.map(([from]) => from), TOOLS, 'node_modules'] },
      to: {},
    },
    {
      name: 'unclassified file that stands alone',
      severity: 'error',
      from: { orphan: true, pathNot: [...folders.map(([from]) => from), TOOLS, 'node_modules'] },
      to: {},
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'The packages of bench/peers are its own, and are not there until a benchmark has run.',
      severity: 'error',
      from: { pathNot: '^bench/peers/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'peers run in processes of their own',
      severity: 'error',
      from: { pathNot: '^bench/peers/' },
      to: { path: '^bench/peers/' },
    },
    {
      name: 'tests are imported by tests only',
      severity: 'error',
      from: { pathNot: TOOLS },
      to: { path: TOOLS, pathNot: 'node_modules' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(fixtures/illegal|dist|data|test-results|playwright-report)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
