/** What staff decide about contributions: each decision is kept, and the last one counts. */
import type { OfficialAnswer } from '../../common/contract/feed.ts';
import type { ModerationDecision, RefusalReason } from '../../common/domain/city-decisions.ts';
import type { OutOfTime } from '../../common/domain/deadline.ts';
import type { LocalizedText } from '../../common/domain/localized-text.ts';
import type { Confirmer, TargetKind } from '../../common/domain/records.ts';
import type { Admission } from '../../common/domain/revisions.ts';
import type { ContributionState, IdeaTitle } from './contributions.ts';
import type { Revision } from './corrections.ts';

/** Who decided and when. */
export type ByStaff = { readonly at: number; readonly accountId: string };

/** Names what is decided together, and joins `id` with `into`; null takes it apart. */
export type Merge = ByStaff & { readonly turn: string; readonly id: string; readonly into: string | null };

/** Whether a correction of which nobody knows when it was said counts; null leaves it to be decided. */
export type Admit = ByStaff & {
  /** Names what is decided together. */
  readonly turn: string;
  readonly contributionId: string;
  /** The correction's record. */
  readonly revision: string;
  readonly admission: Admission;
};

export type Decision = {
  readonly decision: ModerationDecision;
  /** With a refusal alone. */
  readonly reason: RefusalReason | null;
  /** For staff; nobody else sees it. */
  readonly note: string;
};

/**
 * `unreviewed`: from a kiosk, and nobody has decided yet, the oldest first; all others the newest first. `after-end`: what
 * arrived after the end of its consultation, or was corrected then, and was, or may have been, recorded after it. `merged`: shown with another idea alone.
 */
export type ModerationQueue = 'unreviewed' | 'published' | 'merged' | 'held' | 'refused' | 'after-end';

export type ModeratedContribution = {
  /** Where it stands in the order of arrival. */
  readonly ordinal: number;
  readonly id: string;
  readonly kind: 'idea' | 'comment';
  readonly consultationId: string;
  readonly title: string | null;
  readonly words: string;
  readonly language: string;
  readonly topic: LocalizedText | null;
  readonly target: {
    readonly id: string;
    readonly kind: TargetKind;
    readonly title: LocalizedText | null;
  } | null;
  readonly authorship: string | null;
  /** Of how many people a group is. */
  readonly people: number | null;
  readonly confirmedBy: Confirmer | null;
  /** The first name that stands beside it. */
  readonly author: string | null;
  readonly kioskName: string | null;
  readonly sessionId: string | null;
  readonly state: ContributionState;
  /** Whether its author agreed to publishing. */
  readonly publishable: boolean;
  /** Whether it was recorded after the end; null for what came in time. `late` is published by nobody. */
  readonly timing: OutOfTime | null;
  /** Whether staff covered personal data in the words. */
  readonly masked: boolean;
  readonly decided: (Decision & { readonly at: number; readonly by: string }) | null;
  /** What its author has said in other words, the oldest first; nothing where it was said once. */
  readonly revisions: readonly Revision[];
  /** The idea with which it is joined; null where it stands by itself. */
  readonly mergedInto: IdeaTitle | null;
  /** The ideas that are joined with it. Supports and comments are theirs too. */
  readonly merged: readonly IdeaTitle[];
  readonly supports: number;
  /** Of them, those given alone at a kiosk: one person may stand behind several. */
  readonly supportsAlone: number;
  readonly comments: number;
  readonly answer: OfficialAnswer | null;
  readonly recordedAt: number;
  readonly receivedAt: number;
};

/** Each `COUNTED_MOST` where there are so many or more. */
export type QueueCounts = {
  readonly unreviewed: number;
  readonly held: number;
  readonly refused: number;
  /** Of what arrived after the end, what waits for staff to decide whether it counts: contributions, or their author's other words. */
  readonly doubtful: number;
};

export type ModerationStore = {
  /** `after` is the ordinal of the last one of the page before; `words`, folded, must all occur in title or words. */
  page(request: {
    readonly queue: ModerationQueue;
    readonly words: readonly string[];
    readonly after: number | null;
    readonly limit: number;
  }): Promise<readonly ModeratedContribution[]>;
  /** Those at these places of the order of arrival, in the order of `ordinals`. */
  at(ordinals: readonly number[]): Promise<readonly ModeratedContribution[]>;
  counts(): Promise<QueueCounts>;
  /**
   * Decides about all that are here, in one transaction with the log; the feed follows. What lacks its author's
   * consent, or was recorded after the end, is not published: those ids come back.
   */
  decide(
    request: Decision &
      ByStaff & {
        /** Names what is decided together. */
        readonly turn: string;
        readonly ids: readonly string[];
      },
  ): Promise<{
    readonly changed: number;
    readonly withoutConsent: readonly string[];
    readonly late: readonly string[];
  }>;
  /**
   * Says which of the words that contradict each other are meant: those of a rival, or those that stand. False where
   * nothing is contested, or they are not among them.
   */
  choose(request: ByStaff & { readonly contributionId: string; readonly revision: string }): Promise<boolean>;
  /**
   * Says whether a correction of which nobody knows when it was said counts, together with its line in the log. False where it is none, or
   * nothing would change.
   */
  admit(request: Admit): Promise<boolean>;
  /**
   * Together with its entries in the log; the feed follows. Null where one of them is not here, `unlike` where they are not two published
   * ideas of a consultation, or nothing would change.
   */
  merge(request: Merge): Promise<'merged' | 'unlike' | null>;
  /**
   * Puts back what stood before the turn, by a new entry of the log; what was decided anew since then stays. Null for
   * a turn that is not known.
   */
  undo(
    request: ByStaff & { readonly turn: string; readonly undoTurn: string },
  ): Promise<{ readonly undone: number; readonly decidedSince: number } | null>;
};
