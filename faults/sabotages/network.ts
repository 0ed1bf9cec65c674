/** What breaks what must hold of a network that does what networks do. */
import type { Sabotage } from '../sabotage.ts';
import { REPLACE_RECORD, SERVICE_RECORDS, WELCOME } from './places.ts';

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
  {
    name: 'a kiosk sends again only what is new',
    scenario: 'network',
    breaks: 'saved-arrives',
    edits: [{ file: WELCOME, find: 'ranges: [...missing, above]', put: 'ranges: [above]' }],
  },
  {
    name: 'the service asks for no record that it lacks',
    scenario: 'network',
    breaks: 'saved-arrives',
    edits: [
      {
        file: 'sync-service/store/sqlite/chains.ts',
        find: 'return gaps.all(chainId, chainId).map(({ from, to }) => [from, to]);',
        put: 'return gaps.all(chainId, chainId).slice(0, 0).map(({ from, to }) => [from, to]);',
      },
    ],
  },
];
