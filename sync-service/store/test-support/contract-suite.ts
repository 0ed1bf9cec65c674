/** What every store must do, whatever database is behind it: all of its nouns. Run by each store's own test. */
import { describe } from 'vitest';
import { apiContract } from './api-suite.ts';
import { auditContract } from './audit-suite.ts';
import { contributionContract } from './contribution-suite.ts';
import { correctionContract } from './correction-suite.ts';
import { deviceContract } from './device-suite.ts';
import { exportContract } from './export-suite.ts';
import { feedContract } from './feed-suite.ts';
import { forkContract } from './fork-suite.ts';
import { lateCorrectionContract } from './late-correction-suite.ts';
import { listContract } from './list-suite.ts';
import { maskContract } from './mask-suite.ts';
import { mergeContract } from './merge-suite.ts';
import { metaContract } from './meta-suite.ts';
import { moderationContract } from './moderation-suite.ts';
import type { OpenStore } from './opened.ts';
import { personalDataContract } from './personal-data-suite.ts';
import { processContract } from './process-suite.ts';
import { recordContract } from './record-suite.ts';
import { resealContract } from './reseal-suite.ts';
import { retentionContract } from './retention-suite.ts';
import { searchedLogContract } from './searched-log-suite.ts';
import { secondFactorContract } from './second-factor-suite.ts';
import { slipContract } from './slip-suite.ts';
import { waitingContract } from './waiting-suite.ts';
import { withdrawalContract } from './withdrawal-suite.ts';
import { workshopContract } from './workshop-suite.ts';

/** By noun: what a suite does before each test is done for its own tests alone. */
const NOUNS = {
  meta: metaContract,
  record: recordContract,
  fork: forkContract,
  device: deviceContract,
  contribution: contributionContract,
  feed: feedContract,
  'personal data': personalDataContract,
  reseal: resealContract,
  moderation: moderationContract,
  merge: mergeContract,
  mask: maskContract,
  audit: auditContract,
  waiting: waitingContract,
  withdrawal: withdrawalContract,
  slip: slipContract,
  correction: correctionContract,
  lateCorrection: lateCorrectionContract,
  workshop: workshopContract,
  export: exportContract,
  retention: retentionContract,
  api: apiContract,
  'second factor': secondFactorContract,
  list: listContract,
  'searched log': searchedLogContract,
  process: processContract,
};

export function storeContract(open: OpenStore): void {
  for (const [noun, contract] of Object.entries(NOUNS)) describe(noun, () => contract(open));
}
