/** What breaks what must hold of a power cut. */
import type { Sabotage } from '../sabotage.ts';
import { DATA_FOLDER } from './places.ts';

export const power: readonly Sabotage[] = [
  {
    name: 'the kiosk writes with synchronous=NORMAL',
    scenario: 'power',
    breaks: 'saved-is-kept',
    edits: [
      {
        file: DATA_FOLDER,
        find: 'const db = openDatabase(file, kioskDatabase);',
        put: "const db = openDatabase(file, kioskDatabase);\n      db.pragma('synchronous = NORMAL');",
      },
    ],
  },
  {
    name: 'the service writes with synchronous=NORMAL',
    scenario: 'power',
    breaks: 'acknowledged-is-stored',
    edits: [
      {
        file: 'sync-service/store/sqlite/sqlite-store.ts',
        find: "db.pragma('cache_size = -32768');",
        put: "db.pragma('cache_size = -32768');\n  db.pragma('synchronous = NORMAL');",
      },
    ],
  },
];
