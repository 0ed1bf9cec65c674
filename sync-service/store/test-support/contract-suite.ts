/** What every store must do, whatever database is behind it: all of its nouns. Run by each store's own test. */
import { apiContract } from './api-suite.ts';
import { contributionContract } from './contribution-suite.ts';
import { correctionContract } from './correction-suite.ts';
import { deviceContract } from './device-suite.ts';
import { exportContract } from './export-suite.ts';
import { feedContract } from './feed-suite.ts';
import { maskContract } from './mask-suite.ts';
import { metaContract } from './meta-suite.ts';
import { moderationContract } from './moderation-suite.ts';
import type { OpenStore } from './opened.ts';
import { personalDataContract } from './personal-data-suite.ts';
import { processContract } from './process-suite.ts';
import { recordContract } from './record-suite.ts';
import { retentionContract } from './retention-suite.ts';
import { secondFactorContract } from './second-factor-suite.ts';
import { waitingContract } from './waiting-suite.ts';
import { withdrawalContract } from './withdrawal-suite.ts';
import { workshopContract } from './workshop-suite.ts';

export function storeContract(open: OpenStore): void {
  metaContract(open);
  recordContract(open);
  deviceContract(open);
  contributionContract(open);
  feedContract(open);
  personalDataContract(open);
  moderationContract(open);
  maskContract(open);
  waitingContract(open);
  withdrawalContract(open);
  correctionContract(open);
  workshopContract(open);
  exportContract(open);
  retentionContract(open);
  apiContract(open);
  secondFactorContract(open);
  processContract(open);
}
