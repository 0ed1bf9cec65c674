/** What makes a file a service's database: its mark and its migrations, in the order that numbers them. */
import type { DatabaseKind } from '../../../platform/sqlite.ts';
import { service } from './migrations/0001-service.ts';
import { backups } from './migrations/0002-backups.ts';
import { personalDataKeys } from './migrations/0003-personal-data-keys.ts';
import { renewKey } from './migrations/0004-renew-key.ts';
import { fewerIndexes } from './migrations/0005-fewer-indexes.ts';
import { cityDecisions } from './migrations/0006-city-decisions.ts';
import { closedAccounts } from './migrations/0007-closed-accounts.ts';
import { kioskSettings } from './migrations/0008-kiosk-settings.ts';
import { contacts } from './migrations/0009-contacts.ts';
import { withdrawals } from './migrations/0010-withdrawals.ts';
import { restApi } from './migrations/0011-rest-api.ts';
import { exports } from './migrations/0012-exports.ts';
import { supportsAgain } from './migrations/0013-supports-again.ts';
import { deviceReports } from './migrations/0016-device-reports.ts';
import { secondFactors } from './migrations/0017-second-factors.ts';
import { corrections } from './migrations/0019-corrections.ts';
import { retention } from './migrations/0022-retention.ts';
import { workshopKiosks } from './migrations/0023-workshop-kiosks.ts';
import { deadline } from './migrations/0024-deadline.ts';
import { sealedByAge } from './migrations/0028-sealed-by-age.ts';
import { unfolded } from './migrations/0030-unfolded.ts';
import { openingHours } from './migrations/0033-opening-hours.ts';
import { actions } from './migrations/0034-actions.ts';
import { masksAndTerms } from './migrations/0035-masks-and-terms.ts';
import { statistics } from './migrations/0037-statistics.ts';
import { afterRevocation } from './migrations/0041-after-revocation.ts';
import { chainCounts } from './migrations/0042-chain-counts.ts';
import { kioskRetention } from './migrations/0043-kiosk-retention.ts';
import { toldMore } from './migrations/0045-told-more.ts';
import { whoseWords } from './migrations/0046-whose-words.ts';
import { looksAndAges } from './migrations/0047-looks-and-ages.ts';
import { merges } from './migrations/0048-merges.ts';
import { auditAddress } from './migrations/0049-audit-address.ts';
import { quarantineOrder } from './migrations/0051-quarantine-order.ts';
import { webhookNews } from './migrations/0052-webhook-news.ts';
import { reseal } from './migrations/0054-reseal.ts';
import { cheaperIndexes } from './migrations/0055-cheaper-indexes.ts';
import { byArrival } from './migrations/0056-by-arrival.ts';
import { lateCorrections } from './migrations/0058-late-corrections.ts';
import { joinedTold } from './migrations/0059-joined-told.ts';
import { slips } from './migrations/0060-slips.ts';
import { countedByIndex } from './migrations/0061-counted-by-index.ts';
import { toldHere } from './migrations/0062-told-here.ts';
import { forks } from './migrations/0063-forks.ts';

/** "Psvc" in ASCII: tells the service's file from a kiosk's. */
const APPLICATION_ID = 0x50737663;

export const serviceDatabase: DatabaseKind = {
  applicationId: APPLICATION_ID,
  migrations: [
    service,
    backups,
    personalDataKeys,
    renewKey,
    fewerIndexes,
    cityDecisions,
    closedAccounts,
    kioskSettings,
    contacts,
    withdrawals,
    restApi,
    exports,
    supportsAgain,
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
    afterRevocation,
    chainCounts,
    kioskRetention,
    toldMore,
    whoseWords,
    looksAndAges,
    merges,
    auditAddress,
    quarantineOrder,
    webhookNews,
    reseal,
    cheaperIndexes,
    byArrival,
    lateCorrections,
    joinedTold,
    slips,
    countedByIndex,
    toldHere,
    forks,
  ],
};
