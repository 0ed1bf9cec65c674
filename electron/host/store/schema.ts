/** What makes a file a kiosk's database: its mark and its migrations, in the order that numbers them. */
import type { DatabaseKind } from '../../../platform/sqlite.ts';
import { kiosk } from './migrations/0001-kiosk.ts';
import { similarIdeas } from './migrations/0002-similar-ideas.ts';
import { carry } from './migrations/0003-carry.ts';
import { sealing } from './migrations/0004-sealing.ts';
import { otherKey } from './migrations/0005-other-key.ts';
import { answers } from './migrations/0006-answers.ts';
import { withdrawals } from './migrations/0007-withdrawals.ts';
import { cards } from './migrations/0008-cards.ts';
import { corrections } from './migrations/0010-corrections.ts';
import { settlements } from './migrations/0011-settlements.ts';
import { listing } from './migrations/0012-listing.ts';
import { lockedPin } from './migrations/0013-locked-pin.ts';
import { slipCopies } from './migrations/0014-slip-copies.ts';
import { filing } from './migrations/0015-filing.ts';

/** "Perk" in ASCII. */
const APPLICATION_ID = 0x5065726b;

export const kioskDatabase: DatabaseKind = {
  applicationId: APPLICATION_ID,
  migrations: [
    kiosk,
    similarIdeas,
    carry,
    sealing,
    otherKey,
    answers,
    withdrawals,
    cards,
    corrections,
    settlements,
    listing,
    lockedPin,
    slipCopies,
    filing,
  ],
};
