/** What nobody but the holders of the city's personal-data key can read, and the public halves of that key. */
import type { RecordLines } from '../../common/domain/record-lines.ts';

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

/** As rows have them. */
export type InLines<T> = Omit<T, 'lines'> & { readonly header: string; readonly body: string };

export const withLines = <T extends InLines<object>>({ header, body, ...row }: T) => ({
  ...row,
  lines: { header, body },
});

export type PersonalDataStore = {
  /** Age recipients, the oldest first. */
  recipients(): Promise<readonly string[]>;
  /** False for one that is there already. */
  addRecipient(added: { readonly recipient: string; readonly at: number }): Promise<boolean>;
  /** How many of them there are, without those that were erased. */
  countSealed(): Promise<number>;
  /** In the order of arrival, from after the ordinal `after`; erased ones are left out. */
  sealed(request: { readonly after: number; readonly limit: number }): Promise<readonly SealedRecord[]>;
  /** All that one person did at kiosks and by the code on the slip, in the order of arrival; found by what they contributed. */
  ofPerson(participantId: string): Promise<readonly PersonRecord[]>;
};

/** Records of `@person`, by indexes alone: a person comes within a session, and what is asked by a slip's code names none. */
export const ofPerson = (person: string): string => `WITH visits AS (
    SELECT session_id FROM contributions WHERE participant_id = ${person}
    UNION SELECT session_id FROM records WHERE participant_id = ${person} AND kind IN ('idea.sealed', 'comment.sealed')
    UNION SELECT session_id FROM records WHERE participant_id = ${person} AND kind = 'support'
  ), found AS (
    SELECT ordinal FROM records WHERE participant_id = ${person} AND session_id IN (SELECT session_id FROM visits)
    UNION SELECT ordinal FROM records WHERE id IN (SELECT record_id FROM corrections WHERE participant_id = ${person}
      UNION SELECT record_id FROM withdrawals WHERE participant_id = ${person})
  )
  SELECT kind, devices.name AS kiosk, devices.place, received_at AS "receivedAt", header, coalesce(body, '') AS body
  FROM found JOIN records USING (ordinal) JOIN chains USING (chain_id) JOIN devices ON devices.id = chains.device_id
  ORDER BY ordinal`;
