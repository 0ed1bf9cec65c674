/** What breaks what must hold of a network that does what networks do. */
import type { Sabotage } from '../sabotage.ts';
import { REPLACE_RECORD, SERVICE_RECORDS } from './places.ts';

export const network: readonly Sabotage[] = [
  {
    name: 'another content under an id replaces the first',
    scenario: 'network',
    breaks: 'conflicts-kept',
    edits: REPLACE_RECORD,
  },
  {
    name: 'another content under an id is taken for a duplicate',
    scenario: 'network',
    breaks: 'conflicts-kept',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: "if (typeof stored === 'string') return held(stored);",
        put: "if (typeof stored === 'string') return DUPLICATE;",
      },
    ],
  },
];
