/** Ideas, comments and supports as people see them: folded from the records, or imported with attribution. */
import type { OfficialAnswer } from '../../common/contract/feed.ts';
import type { ModerationDecision, RefusalReason } from '../../common/domain/city-decisions.ts';
import type { OutOfTime } from '../../common/domain/deadline.ts';
import type { ExportKind } from '../../common/domain/export-columns.ts';
import type { Confirmer, Mode, TargetKind } from '../../common/domain/records.ts';
import { answerOf } from './published.ts';

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

export type IdeaTitle = { readonly id: string; readonly title: string; readonly language: string };

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
  /** The correction whose words these are; null for the first ones. */
  readonly revision: string | null;
  /** Whether corrections contradict each other, or staff must say whether one came in time. */
  readonly contested: boolean;
  /** Whether it came after the end; `doubtful` where staff have still to say so. Null for what came in time. */
  readonly timing: OutOfTime | null;
  /** The same of other words of its author, which therefore do not stand. */
  readonly correctionTiming: OutOfTime | null;
  /** What a comment or a support is about. */
  readonly target: { readonly id: string; readonly kind: TargetKind } | null;
  readonly reason: RefusalReason | null;
  /** The city's, to the idea or to the target; to the one with which that is joined, where there is such an answer. */
  readonly answer: OfficialAnswer | null;
  /** The idea with which it is joined. Supports are those of that one. */
  readonly mergedInto: IdeaTitle | null;
};

/** What an export is narrowed to; null does not narrow. A support is published and has no language. */
export type ExportFilter = {
  readonly consultationId: string;
  readonly sessionId: string | null;
  readonly kind: ExportKind | null;
  readonly state: ContributionState | null;
  readonly language: string | null;
  /** Received from (in) and to (out). */
  readonly from: number | null;
  readonly to: number | null;
  /** Without ideas that are joined with another one. */
  readonly standing?: true;
};
export type ExportFilterOfKind = ExportFilter & { readonly kind: ExportKind };

/** What an export begins with: those of a session, or what is held or refused, are not looked for among all of their consultation. */
export type ExportSource = 'all' | 'session' | 'not-shown';
export const sourceOf = ({ sessionId, state }: ExportFilter): ExportSource =>
  sessionId !== null ? 'session' : state === null || state === 'published' ? 'all' : 'not-shown';

/** Always of two ends, so that an index finds what lies between. */
export const periodOf = ({ from, to }: ExportFilter) => ({
  from: from ?? 0,
  to: to ?? Number.MAX_SAFE_INTEGER,
});

export type LanguageCount = {
  readonly language: string;
  readonly origin: 'kiosk' | 'import';
  readonly count: number;
};

/** A contribution with all that the city knows of it. */
export type ExportedContribution = {
  readonly id: string;
  readonly kind: ExportKind;
  readonly origin: 'kiosk' | 'import';
  readonly kioskName: string | null;
  readonly deviceId: string | null;
  readonly sessionId: string | null;
  readonly participantId: string | null;
  readonly topicId: string | null;
  readonly title: string | null;
  readonly words: string | null;
  readonly language: string | null;
  readonly targetId: string | null;
  readonly targetKind: TargetKind | null;
  readonly authorship: string | null;
  /** The correction whose words these are; null for the first ones. */
  readonly revision: string | null;
  /** Whether it came after the end, or perhaps did: then `decision` says what staff made of it. */
  readonly timing: OutOfTime | null;
  /** The same of other words of its author, which therefore do not stand. */
  readonly correctionTiming: OutOfTime | null;
  /** Of how many people a group is; null for everybody else, and where no number was asked. */
  readonly people: number | null;
  /** Who said that the words are right. */
  readonly confirmedBy: Confirmer | null;
  /** The first name that its author wants shown beside it. */
  readonly author: string | null;
  readonly state: ShownState;
  readonly decision: ModerationDecision | null;
  readonly reason: RefusalReason | null;
  /** The idea with which it is joined, and counted. */
  readonly mergedInto: string | null;
  /** The same of what a comment is about. */
  readonly targetMergedInto: string | null;
  /** The ideas that are joined with it. */
  readonly joined: readonly string[];
  readonly supports: number;
  /** Of them, those given alone at a kiosk: one person may stand behind several. */
  readonly supportsAlone: number;
  readonly comments: number;
  readonly answer: OfficialAnswer | null;
  readonly attribution: string | null;
  readonly recordedAt: number;
  readonly receivedAt: number;
  /** Where its record stands; null for what was imported, and mode and version where they cannot be read any more. */
  readonly mode: Mode | null;
  readonly consentVersion: string | null;
  readonly chainId: string | null;
  readonly seq: number | null;
  readonly headerHash: string | null;
};

export type ChangedContribution = ExportedContribution & { readonly position: number };

export type ContributionStore = {
  /**
   * Those after that id, ideas and comments (both, where the filter names no kind) in the order of their arrival, supports in that of
   * their ids.
   */
  exported(request: {
    readonly filter: ExportFilter;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly ExportedContribution[]>;
  /** Ideas and comments in the order of their last change, those after that position; each once. */
  changed(request: {
    readonly consultationId: string;
    readonly position: number;
    readonly limit: number;
  }): Promise<readonly ChangedContribution[]>;
  /** The last position that was given in a consultation; 0 where there is none. */
  lastChange(consultationId: string): Promise<number>;
  /** How many there are in all. */
  exportedCount(filter: ExportFilterOfKind): Promise<number>;
  /** The same, by language and origin. Ideas or comments. */
  exportedLanguages(filter: ExportFilterOfKind): Promise<readonly LanguageCount[]>;
  /** Adds ideas that are not here yet; returns how many were new. */
  importIdeas(request: {
    readonly ideas: readonly ImportedIdea[];
    readonly receivedAt: number;
  }): Promise<number>;
  /** Records of a device whose words, or whose author's name, were taken back, in quarantine too; the latest 1,000. */
  withdrawnOn(deviceId: string): Promise<readonly string[]>;
  /** The contributions of one pseudonymous person, in the order in which they were recorded. */
  ofParticipant(participantId: string): Promise<readonly OwnContribution[]>;
};

/** As rows have them: the answer as JSON. */
export type OwnRow = Omit<OwnContribution, 'target' | 'reason' | 'answer' | 'contested' | 'mergedInto'> & {
  readonly mergedId: string | null;
  readonly mergedTitle: string | null;
  readonly mergedLanguage: string | null;
  readonly contested: 0 | 1;
  readonly targetId: string | null;
  readonly targetKind: TargetKind | null;
  readonly reason: RefusalReason | null;
  readonly answer: string | null;
};

export type ExportedRow = Omit<ExportedContribution, 'answer' | 'joined'> & {
  readonly joined: string;
  readonly answer: string | null;
};

export const ownContribution = ({
  targetId,
  targetKind,
  answer,
  contested,
  mergedId,
  mergedTitle,
  mergedLanguage,
  ...row
}: OwnRow): OwnContribution => ({
  ...row,
  contested: contested === 1,
  target: targetId === null || targetKind === null ? null : { id: targetId, kind: targetKind },
  answer: answerOf(answer).answer ?? null,
  mergedInto:
    mergedId === null || mergedTitle === null || mergedLanguage === null
      ? null
      : { id: mergedId, title: mergedTitle, language: mergedLanguage },
});

export const exportedContribution = ({ joined, answer, ...row }: ExportedRow): ExportedContribution => ({
  ...row,
  joined: JSON.parse(joined) as string[],
  answer: answerOf(answer).answer ?? null,
});
