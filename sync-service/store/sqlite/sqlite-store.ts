/** The store on SQLite: one file, for one service process and the command line beside it. */
import { openDatabase, openReader, preparedOn, type Sqlite } from '../../../platform/sqlite.ts';
import { settling } from '../settling.ts';
import type { Store } from '../store.ts';
import { alikeStore } from './alike.ts';
import { answerStore } from './answers.ts';
import { apiTokenStore } from './api-tokens.ts';
import { writeBackup } from './backup.ts';
import { changeStore } from './changes.ts';
import { cityStore } from './city.ts';
import { contributionStore } from './contributions.ts';
import { deviceStore } from './devices.ts';
import { exportStore } from './exports.ts';
import { feedStore } from './feed.ts';
import { feedbackStore } from './feedback.ts';
import { maskStore } from './masks.ts';
import { metaStore } from './meta.ts';
import { moderationStore } from './moderation.ts';
import { newsStore } from './news.ts';
import { personalDataStore } from './personal-data.ts';
import { presenceStore } from './presence.ts';
import { projection } from './projection.ts';
import { quarantineStore } from './quarantine-review.ts';
import { receiptStore } from './receipts.ts';
import { recordStore } from './records.ts';
import { retentionStore } from './retention.ts';
import { serviceDatabase } from './schema.ts';
import { defineFolded } from './search.ts';
import { secondFactorStore } from './second-factors.ts';
import { sessionStore } from './sessions.ts';
import { slipStore } from './slips.ts';
import { staffStore } from './staff.ts';
import { statisticsStore } from './statistics.ts';
import { tryStore } from './tries.ts';
import { webhookStore } from './webhooks.ts';

/** Throws a `StorageError` and leaves the file as it is when it cannot be used. */
export function openSqliteStore({ file }: { readonly file: string }): Store {
  const db = openDatabase(file, serviceDatabase);
  // Batches touch many indexes: room for their pages, which a few ten thousand records fill, and fewer of them copied back while batches arrive.
  db.pragma('cache_size = -32768');
  db.pragma('wal_autocheckpoint = 4000');
  // An export, and a kiosk that was away, read everything once: their pages would fill that room, and nothing else would be left in it.
  const reader = openReader(file);
  defineFolded(db);
  return preparedOn(db, () => storeOn(db, reader));
}

function storeOn(db: Sqlite, reader: Sqlite): Store {
  const contributions = contributionStore(db, reader);
  return settling({
    meta: metaStore(db),
    devices: deviceStore(db),
    records: recordStore(db),
    projection: projection(db),
    city: cityStore(db),
    contributions,
    exports: exportStore(db),
    moderation: moderationStore(db),
    masks: maskStore(db),
    alike: alikeStore(db),
    answers: answerStore(db),
    quarantine: quarantineStore(db),
    feed: feedStore(db, reader),
    news: newsStore(db),
    feedback: feedbackStore(db),
    receipts: receiptStore(db),
    slips: slipStore(db, contributions),
    personalData: personalDataStore(db),
    retention: retentionStore(db),
    sessions: sessionStore(db),
    statistics: statisticsStore(db),
    staff: staffStore(db),
    secondFactors: secondFactorStore(db),
    apiTokens: apiTokenStore(db),
    webhooks: webhookStore(db),
    changes: changeStore(),
    presence: presenceStore(),
    tries: tryStore(),
    async transaction(work) {
      db.exec('BEGIN IMMEDIATE');
      try {
        const done = await work();
        db.exec('COMMIT');
        return done;
      } catch (error) {
        // SQLite has ended it itself after some errors, such as a full disk.
        if (db.inTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    backup: (file) => writeBackup(db, file),
    async check() {
      db.prepare('SELECT 1 FROM meta').get();
    },
    async close() {
      reader.close();
      db.close();
    },
  });
}
