/** Brings a database to the version of this Perron, one process at a time. */
import type { Migration } from '../../../platform/sqlite.ts';
import { StorageError } from '../../../platform/storage-problem.ts';
import type { Postgres } from './database.ts';
import { service } from './migrations/0001-service.ts';
import { deviceReports } from './migrations/0004-device-reports.ts';
import { secondFactors } from './migrations/0005-second-factors.ts';
import { corrections } from './migrations/0007-corrections.ts';
import { retention } from './migrations/0010-retention.ts';
import { workshopKiosks } from './migrations/0011-workshop-kiosks.ts';
import { deadline } from './migrations/0012-deadline.ts';
import { sealedByAge } from './migrations/0016-sealed-by-age.ts';
import { unfolded } from './migrations/0018-unfolded.ts';
import { openingHours } from './migrations/0021-opening-hours.ts';
import { actions } from './migrations/0022-actions.ts';
import { masksAndTerms } from './migrations/0023-masks-and-terms.ts';
import { processes } from './migrations/0024-processes.ts';
import { statistics } from './migrations/0025-statistics.ts';
import { afterRevocation } from './migrations/0041-after-revocation.ts';
import { chainCounts } from './migrations/0042-chain-counts.ts';
import { kioskRetention } from './migrations/0043-kiosk-retention.ts';
import { staffNews } from './migrations/0044-staff-news.ts';
import { toldMore } from './migrations/0045-told-more.ts';
import { whoseWords } from './migrations/0046-whose-words.ts';
import { looksAndAges } from './migrations/0047-looks-and-ages.ts';
import { merges } from './migrations/0048-merges.ts';
import { auditAddress } from './migrations/0049-audit-address.ts';
import { foldedText } from './migrations/0050-folded-text.ts';
import { quarantineOrder } from './migrations/0051-quarantine-order.ts';
import { webhookNews } from './migrations/0052-webhook-news.ts';
import { asJson } from './migrations/0053-as-json.ts';
import { reseal } from './migrations/0054-reseal.ts';
import { byArrival } from './migrations/0056-by-arrival.ts';
import { lateCorrections } from './migrations/0058-late-corrections.ts';
import { joinedTold } from './migrations/0059-joined-told.ts';
import { slips } from './migrations/0060-slips.ts';
import { countedByIndex } from './migrations/0061-counted-by-index.ts';
import { toldHere } from './migrations/0062-told-here.ts';
import { forks } from './migrations/0063-forks.ts';

export const MIGRATIONS: readonly Migration[] = [
  service,
  deviceReports,
  secondFactors,
  corrections,
  retention,
  workshopKiosks,
  deadline,
  sealedByAge,
  unfolded,
  openingHours,
  actions,
  masksAndTerms,
  statistics,
  processes,
  afterRevocation,
  chainCounts,
  kioskRetention,
  staffNews,
  toldMore,
  whoseWords,
  looksAndAges,
  merges,
  auditAddress,
  foldedText,
  quarantineOrder,
  webhookNews,
  asJson,
  reseal,
  byArrival,
  lateCorrections,
  joinedTold,
  slips,
  countedByIndex,
  toldHere,
  forks,
];

/** Of the advisory lock that migrations hold: "Psvc" in ASCII. */
const LOCK = 0x50737663;

/** Throws a `StorageError` and changes nothing when the database was written by a newer Perron. */
export const migrate = (db: Postgres, migrations: readonly Migration[] = MIGRATIONS): Promise<void> =>
  db.transaction(async () => {
    await db.run('SELECT pg_advisory_xact_lock($1)', LOCK);
    await db.run('CREATE TABLE IF NOT EXISTS perron_schema (version BIGINT PRIMARY KEY, name TEXT NOT NULL)');
    const { version = 0 } =
      (await db.one<{ version: number }>('SELECT coalesce(max(version), 0) AS version FROM perron_schema')) ??
      {};
    if (version > migrations.length) {
      throw new StorageError(
        'storage-newer',
        `The database was written by a newer Perron (schema ${version}, this one knows ${migrations.length}). Install the newer Perron; nothing was changed.`,
      );
    }
    for (const [index, { name, sql }] of migrations.entries()) {
      if (index < version) continue;
      await db.script(sql);
      await db.run('INSERT INTO perron_schema (version, name) VALUES ($1, $2)', index + 1, name);
    }
  });
