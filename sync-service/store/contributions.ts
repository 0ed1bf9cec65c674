/** Ideas, comments and supports as people see them: folded from the records, or imported with attribution. */
import type { OfficialAnswer } from '../../common/contract/feed.ts';
import type { ModerationDecision, RefusalReason } from '../../common/domain/city-decisions.ts';
import type { TargetKind } from '../../common/domain/records.ts';

export type ContributionState = 'published' | 'held' | 'refused';
/** What remains of a contribution whose author took it back is empty. */
export type ShownState = ContributionState | 'withdrawn';

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
  readonly state: ShownState;
  readonly supports: number;
  /** What a comment or a support is about. */
  readonly target: { readonly id: string; readonly kind: TargetKind } | null;
  readonly reason: RefusalReason | null;
  /** The city's, to the idea or to the target. */
  readonly answer: OfficialAnswer | null;
};

/** What an export is narrowed to; null does not narrow. */
export type ExportFilter = {
  readonly consultationId: string;
  readonly kind: 'idea' | 'comment' | null;
  readonly state: ContributionState | null;
  readonly language: string | null;
  /** Received from (in) and to (out). */
  readonly from: number | null;
  readonly to: number | null;
};

/** A contribution with all that the city knows of it. */
export type ExportedContribution = {
  readonly ordinal: number;
  readonly id: string;
  readonly kind: 'idea' | 'comment';
  readonly origin: 'kiosk' | 'import';
  readonly kioskName: string | null;
  readonly sessionId: string | null;
  readonly participantId: string | null;
  readonly topicId: string | null;
  readonly title: string | null;
  readonly words: string;
  readonly language: string;
  readonly targetId: string | null;
  readonly targetKind: TargetKind | null;
  readonly authorship: string | null;
  /** The first name that its author wants shown beside it. */
  readonly author: string | null;
  readonly state: ShownState;
  readonly decision: ModerationDecision | null;
  readonly reason: RefusalReason | null;
  readonly supports: number;
  readonly comments: number;
  readonly answer: OfficialAnswer | null;
  readonly attribution: string | null;
  readonly recordedAt: number;
  readonly receivedAt: number;
};

export type ContributionStore = {
  /** In the order of their arrival, those after that ordinal. */
  exported(request: {
    readonly filter: ExportFilter;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly ExportedContribution[]>;
  /** Adds ideas that are not here yet; returns how many were new. */
  importIdeas(request: {
    readonly ideas: readonly ImportedIdea[];
    readonly receivedAt: number;
  }): Promise<number>;
  /** The contributions of one pseudonymous person, in the order in which they were recorded. */
  /** Records of a device whose words, or whose author's name, were taken back; the latest 1,000. */
  withdrawnOn(deviceId: string): Promise<readonly string[]>;
  ofParticipant(participantId: string): Promise<readonly OwnContribution[]>;
};
