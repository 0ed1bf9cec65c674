/** What the city answers to ideas and proposals: every answer is kept, and the last one counts. */
import type { OfficialAnswer, ProposalDocument } from '../../common/contract/feed.ts';
import type { AnswerState } from '../../common/domain/city-decisions.ts';
import type { TargetKind } from '../../common/domain/records.ts';
import type { ByStaff } from './moderation.ts';
import type { Searched } from './search.ts';

/** The last answer to an idea or a proposal. */
export type GivenAnswer = {
  /** Where it stands in the order in which answers were given. */
  readonly ordinal: number;
  readonly target: { readonly id: string; readonly kind: TargetKind };
  /** Null where the city took its answer back. */
  readonly state: AnswerState | null;
  readonly text: OfficialAnswer['text'];
  readonly at: number;
};

export type AnswerStore = {
  /** Null takes the answer back. The feed follows. False where there is no such idea or proposal. */
  give(
    request: ByStaff & {
      readonly target: { readonly id: string; readonly kind: TargetKind };
      readonly answer: Omit<OfficialAnswer, 'at'> | null;
    },
  ): Promise<boolean>;
  /** The last one to each published idea and each proposal, in the order in which they were given, after that ordinal. */
  page(request: {
    readonly consultationId: string;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly GivenAnswer[]>;
  /** An official proposal with its counts and its answer. */
  proposal(id: string): Promise<ProposalDocument | null>;
  /** The same by id, of one consultation or of all; `after` is the id of the last one of the page before. */
  proposalPage(
    request: Searched & { readonly consultationId: string | null; readonly after: string },
  ): Promise<readonly ProposalDocument[]>;
};

/** As rows have them. */
export type AnswerRow = Omit<GivenAnswer, 'target' | 'text'> & {
  readonly targetId: string;
  readonly targetKind: TargetKind;
  readonly text: string;
};

export const givenAnswer = ({ targetId, targetKind, text, ...answer }: AnswerRow): GivenAnswer => ({
  ...answer,
  target: { id: targetId, kind: targetKind },
  text: JSON.parse(text) as GivenAnswer['text'],
});
