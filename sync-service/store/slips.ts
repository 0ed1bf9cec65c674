/**
 * Slips whose look-up id and recipient a kiosk told, and the copies of what became of their contributions: in the feed, sealed.
 * Whatever changes one marks it within its transaction; it is sealed afterwards, and what was erased is gone at once.
 */
import type { OwnContribution } from './contributions.ts';

export type SlipToCopy = {
  /** Of the age format. */
  readonly recipient: string;
  /** Of what the last copy holds; null where there is none. */
  readonly digest: string | null;
  readonly contributions: readonly OwnContribution[];
};
/** `sealed` is for the feed's document; null where there is nothing to copy. */
export type MadeCopy = { readonly digest: string; readonly sealed: string } | null;

export type SlipStore = {
  /**
   * Renews copies that are out of date, at most `limit` of them and by one process at a time. One that changed again meanwhile waits for
   * the next turn. Returns how many were looked at.
   */
  renew(request: {
    readonly limit: number;
    /** `holds` where the last copy still says the same. */
    readonly make: (slip: SlipToCopy) => Promise<MadeCopy | 'holds'>;
  }): Promise<number>;
};

/** Of a row of `slips`. */
export type SlipRow = {
  readonly participantId: string;
  readonly lookUp: string;
  readonly consultationId: string;
  readonly recipient: string;
  readonly changes: number;
  readonly digest: string | null;
};
/** As SQL takes it; no `document` where the last copy holds. */
export type Renewed = {
  readonly participantId: string;
  readonly changes: number;
  readonly digest: string | null;
  readonly scope: string;
  readonly lookUp: string;
  readonly document: object | null;
  readonly holds: boolean;
};

export async function renewed(
  row: SlipRow,
  contributions: readonly OwnContribution[],
  make: Parameters<SlipStore['renew']>[0]['make'],
): Promise<Renewed> {
  const { participantId, lookUp, consultationId, recipient, changes, digest } = row;
  const made = await make({ recipient, digest, contributions });
  const of = { participantId, changes, scope: consultationId, lookUp };
  if (made === 'holds') return { ...of, digest, document: null, holds: true };
  if (made === null) return { ...of, digest: null, document: null, holds: false };
  const document = { id: lookUp, consultationId, sealed: made.sealed };
  return { ...of, digest: made.digest, document, holds: false };
}

/** The columns of a `SlipRow`. */
export const SLIPS_TO_COPY = `SELECT participant_id AS "participantId", look_up AS "lookUp",
    consultation_id AS "consultationId", recipient, changes, copy_digest AS digest
  FROM slips WHERE changes > copied ORDER BY participant_id`;

/** Copies that are out of date once something is new of `people`, a query, and of the contributions whose ids are `named`. */
export const markSlips = ({ people, named }: { readonly people: string; readonly named: string }): string =>
  `UPDATE slips SET changes = changes + 1
   WHERE participant_id IN (${people} UNION SELECT participant_id FROM contributions WHERE id ${named})`;

/** Copies of those that hold what was erased. */
export const erasedFromSlips = (named: string): string =>
  `UPDATE slips SET copy_digest = NULL WHERE copy_digest IS NOT NULL AND participant_id IN
     (SELECT participant_id FROM contributions WHERE id ${named} AND withdrawn_at IS NOT NULL)
   RETURNING consultation_id AS scope, look_up AS id`;
