/** What breaks what must hold of texts that want to be more. */
import type { Sabotage } from '../sabotage.ts';

export const injection: readonly Sabotage[] = [
  {
    name: 'a formula goes into a CSV as it is',
    scenario: 'injection',
    breaks: 'text-stays-text',
    edits: [{ file: 'platform/csv.ts', find: '/^[=+\\-@\\t\\r]/.test(cell)', put: '/^=/.test(cell)' }],
  },
  {
    name: 'the kiosk writes what was searched for into its log',
    scenario: 'injection',
    breaks: 'text-stays-text',
    edits: [
      {
        file: 'electron/host/dispatch.ts',
        find: 'return handlers[name](parsed.data as KioskParsed<C>);',
        put: "log.info({ name, input }, 'call');\n    return handlers[name](parsed.data as KioskParsed<C>);",
      },
    ],
  },
  {
    name: 'markup is taken out of what people say',
    scenario: 'injection',
    breaks: 'text-kept',
    edits: [
      {
        file: 'common/domain/text.ts',
        find: "text.toWellFormed().replaceAll('\\u0000', '\\uFFFD')",
        put: "text.toWellFormed().replaceAll('\\u0000', '\\uFFFD').replace(/<[^>]*>/g, '')",
      },
    ],
  },
  {
    name: 'a sheet leaves out what XML cannot hold',
    scenario: 'injection',
    breaks: 'text-kept',
    edits: [
      {
        file: 'platform/xlsx.ts',
        find: "character === '\\t' || character === '\\n' ? character : escaped(character)",
        put: "character === '\\t' || character === '\\n' ? character : escaped(character).slice(0, 0)",
      },
    ],
  },
];
