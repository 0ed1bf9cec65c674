/** What nobody but the holders of the city's personal-data key can read, and the public halves of that key. */
import type { RecordLines } from '../../common/domain/record-lines.ts';
import type { QuarantineRule } from '../../common/domain/records.ts';
import { type HeldRecord, OF_SLIPS } from './quarantine.ts';

export type SealedRecord = {
  readonly ordinal: number;
  readonly id: string;
  readonly kind: 'idea.sealed' | 'comment.sealed';
  readonly kiosk: string;
  readonly place: string;
  readonly receivedAt: number;
  readonly lines: RecordLines;
};

/** A record that says something of one person, as it came; an erased body is empty. */
export type PersonRecord = {
  readonly kind: string;
  readonly kiosk: string;
  readonly place: string;
  readonly receivedAt: number;
  readonly lines: RecordLines;
};

/** Words that were sealed and not erased since. */
export const SEALED_WORDS = "kind IN ('idea.sealed', 'comment.sealed') AND body IS NOT NULL";

/** A record in quarantine that names a person or their slip; an erased body is empty. */
export type HeldOfPerson = {
  readonly kind: string | null;
  readonly participantId: string | null;
  readonly deviceId: string;
  readonly kiosk: string;
  readonly place: string;
  readonly receivedAt: number;
  readonly rule: QuarantineRule;
  readonly decision: HeldRecord['decision'];
  readonly lines: RecordLines;
};

export type PersonalDataKey = {
  /** Of the age format. */
  readonly recipient: string;
  /** For the last time, where it was retired in between. */
  readonly addedAt: number;
  /** Kiosks seal to it no more from then on; null as long as they do. */
  readonly retiredAt: number | null;
};

/** Where bodies with a seal lie. */
export const SEALED_IN = ['records', 'quarantine'] as const;
export type SealedIn = (typeof SEALED_IN)[number];

export type SealedBody = {
  /** Its number there; they grow in the order of arrival. */
  readonly place: number;
  readonly body: string;
  /** Staff may still accept it, and then it must be as it came. */
  readonly waiting: boolean;
};

/** The same under another seal; `seals` are the sealed texts alone, before and after. */
export type Resealed = {
  readonly place: number;
  readonly was: string;
  readonly body: string;
  readonly seals: readonly [was: string, now: string];
};

/** Of records and of what is kept aside, by the kinds whose payload is sealed; word for word as the indexes of SQLite have it. */
export const HAS_SEAL =
  "(kind IN ('idea.sealed', 'comment.sealed') OR kind IN ('contact.sealed', 'statistics.sealed'))";

/** As rows have them. */
export type InLines<T> = Omit<T, 'lines'> & { readonly header: string; readonly body: string };

export const withLines = <T extends InLines<object>>({ header, body, ...row }: T) => ({
  ...row,
  lines: { header, body },
});

export type PersonalDataStore = {
  /** Age recipients that kiosks seal to, the oldest first. */
  recipients(): Promise<readonly string[]>;
  /** All that ever were, the oldest first. */
  keys(): Promise<readonly PersonalDataKey[]>;
  /** Also takes a retired one back; false for one that is in use already. Kiosks that are connected come for it. */
  addRecipient(added: { readonly recipient: string; readonly at: number }): Promise<boolean>;
  /** How many of them there are, without those that were erased. */
  countSealed(): Promise<number>;
  /** False for one that is not in use. Kiosks that are connected come for what is left. */
  retireRecipient(retired: { readonly recipient: string; readonly at: number }): Promise<boolean>;
  /**
   * Whatever is sealed, in the order of arrival, from after the place `after`; without what was erased, and what was sealed again
   * at the instant `before` or later.
   */
  bodies(request: {
    readonly table: SealedIn;
    readonly before: number;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly SealedBody[]>;
  /**
   * Puts them in the place of what was there, in one transaction: their headers stay, and so does their place in the chain. Whatever
   * was erased or changed since it was read stays so; answers how many were put there.
   */
  reseal(request: {
    readonly table: SealedIn;
    readonly at: number;
    readonly bodies: readonly Resealed[];
  }): Promise<number>;
  /** In the order of arrival, from after the ordinal `after`; erased ones are left out. */
  sealed(request: { readonly after: number; readonly limit: number }): Promise<readonly SealedRecord[]>;
  /** All that one person did at kiosks and by the code on the slip, in the order of arrival; found by what they agreed to and contributed. */
  ofPerson(participantId: string): Promise<readonly PersonRecord[]>;
  /**
   * What is in quarantine of them, by the header or by the digest of the slip's code, in the order of arrival, without what was stored in
   * its place since. `participantId` null where no slip that is stored has the code.
   */
  heldOfPerson(of: {
    readonly participantId: string | null;
    readonly codeDigest: string;
  }): Promise<readonly HeldOfPerson[]>;
};

/** The conditions of `heldOfPerson` on `quarantine AS q`, given how a body is found to hold the digest; by indexes alone. */
export const heldOf = (person: string, hasDigest: string): string => `q.id IN (
    SELECT id FROM quarantine WHERE participant_id = ${person}
    UNION SELECT id FROM quarantine WHERE ${OF_SLIPS} AND ${hasDigest})
  AND NOT (coalesce(decision, 'refused') <> 'refused'
    AND EXISTS (SELECT 1 FROM records WHERE records.id = q.record_id AND records.hash = q.hash))`;
/** Bytes or characters of a body; whatever is sealed is shorter. */
export const HELD_BODY_MAX = 100_000;

/** Records of `@person`, by indexes alone: a person comes within a session, and what is asked by a slip's code names none. */
export const ofPerson = (person: string): string => `WITH visits AS (
    SELECT session_id FROM contributions WHERE participant_id = ${person}
    UNION SELECT session_id FROM records WHERE participant_id = ${person} AND kind IN ('idea.sealed', 'comment.sealed')
    UNION SELECT session_id FROM records WHERE participant_id = ${person} AND kind = 'support'
    UNION SELECT session_id FROM records WHERE id IN (SELECT record_id FROM participants WHERE id = ${person}
      UNION SELECT record_id FROM contacts WHERE participant_id = ${person})
  ), found AS (
    SELECT ordinal FROM records WHERE participant_id = ${person} AND session_id IN (SELECT session_id FROM visits)
    UNION SELECT ordinal FROM records WHERE id IN (SELECT record_id FROM corrections WHERE participant_id = ${person}
      UNION SELECT record_id FROM withdrawals WHERE participant_id = ${person})
  )
  SELECT kind, devices.name AS kiosk, devices.place, received_at AS "receivedAt", header, coalesce(body, '') AS body
  FROM found JOIN records USING (ordinal) JOIN chains USING (chain_id) JOIN devices ON devices.id = chains.device_id
  ORDER BY ordinal`;
