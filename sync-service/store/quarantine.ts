/** Records that broke a rule, whole, for staff to look at. */
import type { QuarantineRule, RecordHeader } from '../../common/domain/records.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { ByStaff } from './moderation.ts';
import type { KnownPayload, ReadRecord } from './records.ts';
import type { Searched } from './search.ts';

export type HeldRecord = {
  readonly id: number;
  readonly deviceId: string;
  readonly kioskName: string;
  readonly rule: QuarantineRule;
  /** As far as the header could be read. */
  readonly kind: string | null;
  readonly seq: number | null;
  readonly sessionId: string | null;
  /** At most `QUARANTINE_TEXT_MAX` characters of each line. */
  readonly header: string;
  readonly body: string;
  readonly receivedAt: number;
  /** Null as long as it waits for staff. */
  readonly decision: 'stored-later' | 'accepted' | 'refused' | null;
};

/** Those records have the digest of a slip's code in their content. */
export const OF_SLIPS = "kind IN ('receipt.issued', 'contribution.withdrawn', 'contribution.corrected')";

/** A place in the list of them. */
export type HeldPlace = { readonly decided: boolean; readonly id: number };

/** One that waits for staff, whole. */
export type WaitingRecord = Pick<HeldRecord, 'deviceId' | 'rule' | 'header' | 'body' | 'receivedAt'>;

export const QUARANTINE_TEXT_MAX = 4_000;

/** By which the list is ordered, as its index has it. */
export const HELD_ORDER = '(decided_at IS NOT NULL), (-quarantine.id)';
export const FIRST_HELD: HeldPlace = { decided: false, id: Number.MAX_SAFE_INTEGER };
/** Bytes of a body up to which its words are found: what people say is never as long. */
const FOUND_BYTES_MAX = 16_000;
/** What is found of `quarantine` and `devices`; `text` is SQL for the body as text. */
export const heldNamed = (text: string): string =>
  `concat_ws(' ', devices.name, devices.place, kind, record_id, quarantine.session_id,
    CASE WHEN octet_length(body) <= ${FOUND_BYTES_MAX} THEN ${text} END)`;

/**
 * What staff may accept. The first ones only lacked something that may have come since, or staff's word, and are stored in their place; the others
 * have none, since it is another's: what they say counts, and they stay here as they came. Whatever was altered or
 * cannot be read is believed by nobody; a payload that a newer kiosk made can be read once the service is as new.
 */
export const ACCEPTED_ONCE_KNOWN: readonly QuarantineRule[] = [
  'consultation-unknown',
  'kind-unknown',
  'payload-invalid',
  'after-revocation',
  'seq-conflict',
];
export const ACCEPTED_BESIDE: readonly QuarantineRule[] = ['chain-foreign'];

export type QuarantineStore = {
  /**
   * What waits first, then the newest first; by the words of kiosk and place, the kind and ids that could be read, and what was said. `after` is
   * the place of the last one of the page before.
   */
  page(request: Searched & { readonly after: HeldPlace | null }): Promise<readonly HeldRecord[]>;
  /** Kept out for good, and kept here; false where it does not wait (any more). Stands together with its line in the log. */
  keepOut(request: ByStaff & { readonly id: number }): Promise<boolean>;
  /** Null where it does not wait. */
  waiting(id: number): Promise<WaitingRecord | null>;
  /**
   * What a record in quarantine says counts from now on, together with its line in the log; the record stays where it is.
   * False where it does not wait for staff, one of its id is stored, or its consultation is not here.
   */
  accept(
    request: ByStaff & {
      readonly id: number;
      readonly header: RecordHeader;
      readonly content: KnownPayload;
    },
  ): Promise<boolean>;
  /** Records of a kiosk that wait under a rule, in the order in which they came; `after` is the id of the last one before. */
  waitingOf(request: {
    readonly deviceId: string;
    readonly rule: QuarantineRule;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly (WaitingRecord & { readonly id: number })[]>;
  /** They were stored in their place: says so, here and in the log. */
  stored(request: ByStaff & { readonly ids: readonly number[] }): Promise<void>;
};

/** Rules, as a list in SQL, of what only lacked something that may have come since: sent again, it is stored. */
export const MAY_PASS_LATER = `('kind-unknown', 'payload-invalid', 'consultation-unknown', 'action-not-allowed', 'seq-conflict')`;

/** Everything of a person but that they were here. */
const OF_PERSON = `('idea', 'comment', 'support', 'idea.sealed', 'comment.sealed', 'contact.sealed', 'statistics.sealed',
  'participant.welcomed')`;
/** What is in quarantine and was taken back, but for corrections. */
export const TAKEN_BACK = `withdrawals AS w JOIN quarantine AS q ON q.participant_id = w.participant_id
  AND CASE WHEN w.contribution_id IS NULL THEN q.kind IN ${OF_PERSON} ELSE q.record_id = w.contribution_id END`;
/**
 * Ids of what is in quarantine of `people`, a list in SQL, and was taken back, also before it came. Corrections name nobody: `names` is SQL
 * for a body that holds the id of what it corrects, or the slip's code where everything was taken back. Of those only the index is looked
 * through, and only for whom something was taken back: SQLite keeps to the order of a cross join, and makes an index of its own for a bare equality.
 */
export const takenBackAside = (people: string, names: (what: string) => string): string => `
  SELECT q.id FROM ${TAKEN_BACK} WHERE w.participant_id IN ${people}
  UNION
  SELECT q.id FROM withdrawals AS w CROSS JOIN quarantine AS q
  WHERE w.participant_id IN ${people} AND ${OF_SLIPS} AND q.kind || '' = 'contribution.corrected'
    AND ${names('coalesce(w.contribution_id, w.code_digest)')}`;

/** Whose a record is: their pseudonym, or for a correction, which has none, the digest of their slip's code. */
export const ownerOf = ({ header, content }: ReadRecord): string | null =>
  header?.participantId ?? (content?.kind === 'contribution.corrected' ? content.payload.codeDigest : null);

/** By which the same content is kept once. */
export const contentHash = ({ lines }: ReadRecord): string => sha256(`${lines.header}\n${lines.body}`);
