/** The unfinished contributions of the participants who are present or set aside; one at most each. */
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';

export type DraftStore = ReturnType<typeof draftStore>;

export function draftStore(db: Sqlite) {
  const save = db.prepare(
    `INSERT INTO draft (participant_id, draft) VALUES (?, ?)
     ON CONFLICT (participant_id) DO UPDATE SET draft = excluded.draft`,
  );
  const load = db.prepare<[string], string>('SELECT draft FROM draft WHERE participant_id = ?').pluck();
  const clear = db.prepare('DELETE FROM draft WHERE participant_id = ?');
  const clearAll = db.prepare('DELETE FROM draft');

  return {
    save: ({ participantId, draft }: { participantId: string; draft: Draft }): void => {
      save.run(participantId, JSON.stringify(draft));
    },
    load(participantId: string): Draft | null {
      const text = load.get(participantId);
      return text === undefined ? null : (JSON.parse(text) as Draft);
    },
    clear: (participantId: string): void => {
      clear.run(participantId);
    },
    clearAll: (): void => {
      clearAll.run();
    },
    /** The log of the database still holds what a draft said until it is emptied; not inside a transaction. */
    wipe(): void {
      db.pragma('wal_checkpoint(TRUNCATE)');
    },
  };
}
