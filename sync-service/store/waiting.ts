/**
 * What consent alone does not show: contributions of a consultation that publishes after review only, and what was recorded
 * after the end, or perhaps so. The same for every database.
 */
import { isSteady, type Timing, timingOf } from '../../common/domain/deadline.ts';
import type { RecordHeader } from '../../common/domain/records.ts';
import { PUBLISHABLE } from './moderation-rows.ts';

/** Consultations that have either rule now. */
export type Rule = { readonly id: string; readonly closesAt: number };

/** Records of one run of the host that are looked through for where its clock was first read. */
export const STEADY_RECORDS = 1_000;

/** Of `contributions AS c`. */
const IS_LATE = `EXISTS (SELECT 1 FROM after_end WHERE record_id = c.id AND timing = 'late')`;
export const LATE = `CASE WHEN ${IS_LATE} THEN 1 ELSE 0 END AS late`;
/** Null for what came in time. */
export const TIMING = `(SELECT timing FROM after_end WHERE record_id = c.id AND timing <> 'in') AS timing`;

/** What people see of `contributions AS c`; `reviewed` tells whether its consultation publishes after review only. */
const shownState = (reviewed: string): string => `CASE
  WHEN withdrawn_at IS NOT NULL THEN 'held'
  WHEN decision IN ('refused', 'held') THEN decision
  WHEN NOT ${PUBLISHABLE} OR ${IS_LATE} THEN 'held'
  WHEN decision IS NULL AND (${reviewed} OR EXISTS
    (SELECT 1 FROM after_end WHERE record_id = c.id AND timing = 'doubtful')) THEN 'held'
  ELSE 'published' END`;

/**
 * Whether a chain is known to fork at a record's place or below. What its kiosk proved may then be of the other branch, and is evidence of
 * neither.
 */
export const forksBelow = (
  chainId: string,
  seq: string,
): string => `EXISTS (SELECT 1 FROM chains JOIN records USING (chain_id)
  WHERE fork_of = ${chainId} AND seq <= ${seq})`;

export const settleSql = ({ reviewed, which }: { reviewed: string; which: string }): string =>
  `UPDATE contributions AS c SET state = ${shownState(reviewed)}
   WHERE ${which} AND origin = 'kiosk' AND state <> ${shownState(reviewed)}
   RETURNING id, target_id AS "targetId", target_kind AS "targetKind"`;

/** A record that arrived after the end, with what is known of when it was made. */
export type AfterEnd = {
  readonly recordId: string;
  readonly consultationId: string;
  readonly kind: string;
  readonly at: number;
  readonly lower: number | null;
  readonly upper: number;
  readonly steady: 0 | 1;
  readonly timing: Timing;
};

export function afterEnd({
  header,
  consultationId,
  receivedAt,
  signedAt,
  knownAt,
  first,
  closesAt,
}: {
  readonly header: RecordHeader;
  readonly consultationId: string;
  readonly receivedAt: number;
  /** When the anchor was signed that the record names. */
  readonly signedAt: number | null;
  /** When the device first proved that it had the record. */
  readonly knownAt: number | null;
  /** Header of the first record of the same run under the same anchor. */
  readonly first: string | null;
  readonly closesAt: number;
}): AfterEnd {
  const upper = Math.min(receivedAt, knownAt ?? receivedAt);
  const steady = first === null || isSteady(JSON.parse(first) as RecordHeader, header);
  return {
    recordId: header.id,
    consultationId,
    kind: header.kind,
    at: header.at,
    lower: signedAt,
    upper,
    steady: steady ? 1 : 0,
    timing: timingOf({ at: header.at, lower: signedAt, upper, steady }, closesAt),
  };
}

/** Whose records, or those that correct them, are among the newly folded ones. */
export const isWorded = (kind: string): boolean =>
  kind === 'idea' || kind === 'comment' || kind === 'contribution.corrected';

/** As soon as what they correct is here: before that nobody knows of which consultation they are. */
export const UNJUDGED_CORRECTIONS = `SELECT r.header, chains.device_id AS "deviceId", r.received_at AS "receivedAt",
    c.id AS "contributionId", c.consultation_id AS "consultationId"
  FROM corrections AS k JOIN contributions AS c ON c.id = k.contribution_id
    JOIN records AS r ON r.id = k.record_id JOIN chains USING (chain_id)
  WHERE NOT EXISTS (SELECT 1 FROM after_end WHERE record_id = k.record_id)`;

export const timedAgain = (row: AfterEnd, closesAt: number): Timing =>
  timingOf({ ...row, steady: row.steady === 1 }, closesAt);
