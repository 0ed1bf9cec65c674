/** All that the kiosk keeps: small nouns over one database. SQL stands nowhere else in the host. */
import type { Sqlite } from '../../../platform/sqlite.ts';
import { cardStore } from './cards.ts';
import { carryStore } from './carry.ts';
import { deskStore } from './desk.ts';
import { deviceStore } from './device.ts';
import { documentStore } from './documents.ts';
import { draftStore } from './drafts.ts';
import { feedStore } from './feed.ts';
import { outboxStore } from './outbox.ts';
import { pinAttemptStore } from './pin-attempts.ts';
import { recordStore } from './records.ts';
import { sessionRecordStore } from './session-records.ts';
import { slipCopyStore } from './slip-copies.ts';

export type Store = ReturnType<typeof createStore>;

export function createStore(db: Sqlite) {
  const desk = deskStore(db);
  const deskChanged = desk.forget;
  const records = recordStore(db, { deskChanged });
  const atOnce = db.transaction((work: () => unknown) => work());
  const allOrNothing = (work: () => unknown): unknown => {
    try {
      return atOnce.immediate(work);
    } catch (error) {
      records.undone();
      throw error;
    }
  };
  return {
    /** All or nothing; what it returns is on the disk. */
    transaction: <T>(work: () => T): T => allOrNothing(work) as T,
    /** Writes the log back and empties it, so that what was erased is in no file of the database. */
    truncateLog: (): void => {
      db.pragma('wal_checkpoint(TRUNCATE)');
    },
    desk: { now: desk.now },
    records,
    sessionRecords: sessionRecordStore(db),
    outbox: outboxStore(db),
    cards: cardStore(db, { deskChanged }),
    drafts: draftStore(db),
    pinAttempts: pinAttemptStore(db),
    device: deviceStore(db),
    carry: carryStore(db),
    documents: documentStore(db),
    slipCopies: slipCopyStore(db),
    feed: feedStore(db),
  };
}
