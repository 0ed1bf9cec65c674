/** What breaks what must hold of disks that are full, read-only, damaged or shared. */
import type { Sabotage } from '../sabotage.ts';
import { DATA_FOLDER, KIOSK_STORE, SQLITE, STORAGE_PROBLEM, TRANSACTION } from './places.ts';

export const storage: readonly Sabotage[] = [
  {
    name: 'what a full disk refuses is called saved',
    scenario: 'storage',
    breaks: 'saved-is-kept',
    edits: [
      {
        file: KIOSK_STORE,
        find: TRANSACTION,
        put: `transaction: <T>(work: () => T): T => {
      try {
        return db.transaction(work).immediate();
      } catch (error) {
        records.undone();
        if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL')) throw error;
        return { id: crypto.randomUUID(), at: 0 } as T;
      }
    },`,
      },
    ],
  },
  {
    name: 'a full disk has no name',
    scenario: 'storage',
    breaks: 'refusal-is-named',
    edits: [{ file: STORAGE_PROBLEM, find: "['SQLITE_FULL', 'storage-full'],", put: '' }],
  },
  {
    name: 'a read-only disk is taken for a full one',
    scenario: 'storage',
    breaks: 'refusal-is-named',
    edits: [
      {
        file: STORAGE_PROBLEM,
        find: "['SQLITE_READONLY', 'storage-read-only'],",
        put: "['SQLITE_READONLY', 'storage-full'],",
      },
    ],
  },
  {
    name: 'the lock of a folder is not heeded',
    scenario: 'storage',
    breaks: 'one-kiosk-a-folder',
    edits: [
      {
        file: DATA_FOLDER,
        find: 'if (lock === null) {',
        put: 'if (lock === null) return { close() {} };\n  if (lock === null) {',
      },
    ],
  },
  {
    name: 'every process has a lock of its own',
    scenario: 'storage',
    breaks: 'one-kiosk-a-folder',
    edits: [
      {
        file: DATA_FOLDER,
        find: "const LOCK_FILE = 'kiosk.lock';",
        put: "const LOCK_FILE = 'kiosk.lock' + process.pid;",
      },
    ],
  },
  {
    name: 'a damaged database is replaced by an empty one',
    scenario: 'storage',
    breaks: 'damage-is-named',
    edits: [
      {
        file: SQLITE,
        find: 'statSync(file).size > 0) inspectRecovered(file, kind);',
        put: `statSync(file).size > 0) {
      try {
        inspectRecovered(file, kind);
      } catch {
        rmSync(file);
      }
    }`,
      },
      { file: SQLITE, find: 'import { closeSync,', put: 'import { rmSync, closeSync,' },
    ],
  },
  {
    name: 'a damaged database ends the process',
    scenario: 'storage',
    breaks: 'damage-is-named',
    edits: [
      {
        file: SQLITE,
        find: "if (finding !== 'ok') throw damaged(",
        put: "if (finding !== 'ok') process.exit(1);\n    if (finding !== 'ok') throw damaged(",
      },
    ],
  },
];
