/** Ideas, comments and supports as people see them: folded from the records, or imported with attribution. */
import type { OfficialAnswer } from '../../common/contract/feed.ts';
import type { RefusalReason } from '../../common/domain/city-decisions.ts';
import type { TargetKind } from '../../common/domain/records.ts';

export type ContributionState = 'published' | 'held' | 'refused';

/** An idea that another platform collected; the consultation's document says by whom. */
export type ImportedIdea = {
  readonly id: string;
  readonly consultationId: string;
  readonly topicId: string | null;
  readonly title: string;
  readonly words: string;
  readonly language: string;
  readonly at: number;
  /** Supports that were counted elsewhere. */
  readonly supports: number;
  /** What its moderators there decided. */
  readonly state: ContributionState;
  /** Where it comes from, such as a row of a published file. */
  readonly attribution: string;
};

/** What a slip's code brings back. */
export type OwnContribution = {
  readonly id: string;
  readonly kind: 'idea' | 'comment' | 'support';
  readonly title: string | null;
  readonly words: string | null;
  readonly language: string | null;
  readonly at: number;
  readonly state: ContributionState;
  readonly supports: number;
  /** What a comment or a support is about. */
  readonly target: { readonly id: string; readonly kind: TargetKind } | null;
  readonly reason: RefusalReason | null;
  /** The city's, to the idea or to the target. */
  readonly answer: OfficialAnswer | null;
};

export type ContributionStore = {
  /** Adds ideas that are not here yet; returns how many were new. */
  importIdeas(request: {
    readonly ideas: readonly ImportedIdea[];
    readonly receivedAt: number;
  }): Promise<number>;
  /** The contributions of one pseudonymous person, in the order in which they were recorded. */
  ofParticipant(participantId: string): Promise<readonly OwnContribution[]>;
};
