/** The store on PostgreSQL 15 or later: one database, for as many service processes as there are, and the command line. */
import { StorageError } from '../../../platform/storage-problem.ts';
import { settling } from '../settling.ts';
import type { Store } from '../store.ts';
import { alikeStore } from './alike.ts';
import { answerStore } from './answers.ts';
import { apiTokenStore } from './api-tokens.ts';
import { writePostgresBackup } from './backup.ts';
import { changeStore } from './changes.ts';
import { cityStore } from './city.ts';
import { contributionStore } from './contributions.ts';
import { connect } from './database.ts';
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
import { migrate } from './schema.ts';
import { secondFactorStore } from './second-factors.ts';
import { sessionStore } from './sessions.ts';
import { slipStore } from './slips.ts';
import { staffStore } from './staff.ts';
import { statisticsStore } from './statistics.ts';
import { tryStore } from './tries.ts';
import { webhookStore } from './webhooks.ts';

/** Throws a `StorageError` that does not name the address, since that may hold a password. */
export async function openPostgresStore({ url }: { readonly url: string }): Promise<Store> {
  const db = connect({ url });
  try {
    await migrate(db);
  } catch (error) {
    await db.close();
    if (error instanceof StorageError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    throw new StorageError('storage-unsafe', `The PostgreSQL that STORE names cannot be used (${reason}).`);
  }
  const contributions = contributionStore(db);
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
    feed: feedStore(db),
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
    changes: changeStore({ url }),
    presence: presenceStore(db),
    tries: tryStore(db),
    transaction: (work) => db.transaction(work),
    backup: (file) => writePostgresBackup(db, file),
    async check() {
      await db.one('SELECT 1 FROM meta');
    },
    close: () => db.close(),
  });
}
