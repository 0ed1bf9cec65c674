/** Workshop sessions as staff look at them: always read from the stored records themselves. */
import type { Tally } from '../../common/contract/staff/workshops.ts';
import type { ModerationDecision } from '../../common/domain/city-decisions.ts';
import type { ChainEvidence } from '../../common/domain/completeness.ts';
import type { LocalizedText } from '../../common/domain/localized-text.ts';
import type { Authorship, Confirmer } from '../../common/domain/records.ts';
import type { ShownState } from './contributions.ts';
import type { Searched } from './search.ts';

export type SessionFacts = {
  readonly id: string;
  readonly ordinal: number;
  readonly kioskId: string;
  readonly kioskName: string;
  /** The kiosk's present consultation, for a session whose opening record cannot be read. */
  readonly kioskConsultationId: string;
  /** Body lines and times of the records that open and close it; null where they are not here. */
  readonly opened: { readonly at: number; readonly body: string | null } | null;
  readonly closed: { readonly at: number } | null;
  readonly participants: number;
  readonly ideas: number;
  readonly comments: number;
  readonly supports: number;
  /** Of the ideas and comments, how many only the holder of the personal-data key can read. */
  readonly sealed: number;
  readonly quarantined: number;
};

/** A stored contribution of a session, in the order of arrival. */
export type SessionRecord = {
  readonly ordinal: number;
  readonly id: string;
  readonly chainId: string;
  readonly seq: number;
  readonly kind: 'idea' | 'comment' | 'support';
  readonly participantId: string | null;
  readonly header: string;
  readonly hash: string;
  /** Null when erased. */
  readonly body: string | null;
  readonly receivedAt: number;
  readonly state: ShownState;
  readonly decision: ModerationDecision | null;
  readonly deviceId: string;
  /** What stands of it, corrected and covered; `words` is null for what is not folded, as a support. */
  readonly title: string | null;
  readonly words: string | null;
  readonly language: string | null;
  readonly authorship: Authorship | null;
  readonly people: number | null;
  readonly confirmedBy: Confirmer | null;
  /** The correction whose words these are; null for the first ones. */
  readonly revision: string | null;
  /** Of an idea; 0 for the others. */
  readonly supports: number;
  /** Of them, those given alone at a kiosk. */
  readonly supportsAlone: number;
  /** Body line of the record that welcomed the participant. */
  readonly welcome: string | null;
};

export type SessionStore = {
  /**
   * The latest first, by the words of its kiosk, place, workshop and consultation; `before` is the ordinal of the last one of
   * the page before. With a consultation, those in which somebody contributed to it.
   */
  page(
    request: Searched & { readonly before: number | null; readonly consultationId?: string | undefined },
  ): Promise<readonly SessionFacts[]>;
  find(sessionId: string): Promise<SessionFacts | null>;
  /** In the order of their arrival. */
  ofWorkshop(eventId: string): Promise<readonly SessionFacts[]>;
  /** Of all of them together; what was taken back is not counted. */
  tally(sessionIds: readonly string[]): Promise<Tally>;
  /** All that `sessionCompleteness` needs, of every chain that the session touches; if none, of its kiosk's. */
  evidence(sessionId: string): Promise<readonly ChainEvidence[]>;
  contributions(request: {
    readonly sessionId: string;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly SessionRecord[]>;
  /** What ideas and proposals are called; ids that are not here are left out. */
  targetTitles(ids: readonly string[]): Promise<ReadonlyMap<string, LocalizedText>>;
  /** What the city calls a consultation or an event; null when it is not here. */
  documentTitle(document: {
    readonly kind: 'consultation' | 'event';
    readonly id: string;
  }): Promise<LocalizedText | null>;
  /** How many records of each kiosk are stored, as was counted when they were folded, and how many wait in quarantine. */
  recordsByDevice(
    deviceIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly records: number; readonly quarantined: number }>>;
};

/** As rows have them. */
export type FactsRow = Omit<SessionFacts, 'opened' | 'closed'> & {
  openedAt: number | null;
  openedBody: string | null;
  closedAt: number | null;
};

export const factsOf = ({ openedAt, openedBody, closedAt, ...facts }: FactsRow): SessionFacts => ({
  ...facts,
  opened: openedAt === null ? null : { at: openedAt, body: openedBody },
  closed: closedAt === null ? null : { at: closedAt },
});
