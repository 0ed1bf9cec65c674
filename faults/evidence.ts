/** What the two databases say, read from their files beside or after the processes that wrote them. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Verdict } from './verdict.ts';

export type KioskRow = {
  readonly id: string;
  readonly lines: string;
  readonly state: 'pending' | 'acknowledged' | 'quarantined';
  readonly rule: string | null;
};

function read<T>(file: string, work: (db: Database.Database) => T): T {
  const db = new Database(file, { readonly: true, timeout: 10_000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Header and body of every record, in the order of saving. */
export const kioskRows = (dataFolder: string): KioskRow[] =>
  read(join(dataFolder, 'kiosk.db'), (db) =>
    db
      .prepare<[], KioskRow>(
        `SELECT id, header || char(10) || body AS lines, state, rule FROM record JOIN outbox USING (ordinal) ORDER BY ordinal`,
      )
      .all(),
  );

export type ServedRows = {
  /** By id; a list, because nothing is taken for granted here. */
  readonly stored: ReadonlyMap<string, readonly string[]>;
  readonly quarantined: ReadonlyMap<string, string>;
};

export const servedRows = (databaseFile: string): ServedRows =>
  read(databaseFile, (db) => {
    const stored = new Map<string, string[]>();
    const rows = db.prepare<[], { id: string; lines: string }>(
      `SELECT id, header || char(10) || coalesce(body, '') AS lines FROM records`,
    );
    for (const { id, lines } of rows.iterate()) {
      const before = stored.get(id);
      if (before) before.push(lines);
      else stored.set(id, [lines]);
    }
    const held = db
      .prepare<[], { lines: string; rule: string }>(
        'SELECT header || char(10) || body AS lines, rule FROM quarantine',
      )
      .all();
    return { stored, quarantined: new Map(held.map(({ lines, rule }) => [lines, rule])) };
  });

/** The service has, of what these kiosks call acknowledged, everything, unchanged. */
export function checkServed({
  verdict,
  kiosks,
  served,
}: {
  readonly verdict: Verdict;
  readonly kiosks: readonly { readonly name: string; readonly rows: readonly KioskRow[] }[];
  readonly served: ServedRows;
}): void {
  for (const { name, rows } of kiosks) {
    for (const { id, lines, state } of rows) {
      const stored = served.stored.get(id);
      const isHeld = served.quarantined.has(lines);
      if (state === 'acknowledged') {
        const detail = () => `${id} of ${name} is acknowledged and not at the service`;
        verdict.check('acknowledged-is-stored', stored !== undefined || isHeld, detail);
      }
      if (stored === undefined) continue;
      const detail = () => `${id} of ${name} has other bytes at the service`;
      verdict.check('content-unchanged', isHeld || stored.includes(lines), detail);
    }
  }
  for (const [id, copies] of served.stored) {
    verdict.check('no-duplicates', copies.length === 1, () => `${id} is stored ${copies.length} times`);
  }
}
