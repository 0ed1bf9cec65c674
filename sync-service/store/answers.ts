/** What the city answers to ideas and proposals: every answer is kept, and the last one counts. */
import type { OfficialAnswer, ProposalDocument } from '../../common/contract/feed.ts';
import type { TargetKind } from '../../common/domain/records.ts';
import type { ByStaff } from './moderation.ts';

export type AnswerStore = {
  /** Null takes the answer back. The feed follows. False where there is no such idea or proposal. */
  give(
    request: ByStaff & {
      readonly target: { readonly id: string; readonly kind: TargetKind };
      readonly answer: Omit<OfficialAnswer, 'at'> | null;
    },
  ): Promise<boolean>;
  /** Every official proposal with its counts and its answer, by consultation. */
  proposals(): Promise<readonly ProposalDocument[]>;
};
