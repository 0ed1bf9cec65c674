/** Holds back what consent alone does not show: before a review, and after the end. */
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { RecordHeader, TargetKind } from '../../../common/domain/records.ts';
import { type Touched, touchTarget } from '../published.ts';
import type { Arrival } from '../records.ts';
import {
  type AfterEnd,
  afterEnd,
  forksBelow,
  isWorded,
  type Rule,
  STEADY_RECORDS,
  settleSql,
  timedAgain,
  UNJUDGED_CORRECTIONS,
} from '../waiting.ts';
import { correctionTable } from './corrections.ts';
import type { Postgres } from './database.ts';

type Settled = { id: string; targetId: string | null; targetKind: TargetKind | null };
type Uncounted = { participantId: string | null; targetId: string; targetKind: TargetKind };
type Unjudged = { header: string; deviceId: string; receivedAt: number };
type UnjudgedCorrection = Unjudged & { consultationId: string; contributionId: string };
type Made = Pick<Arrival, 'header' | 'deviceId' | 'receivedAt'> & { readonly rule: Rule };

const REVIEWED = `coalesce((SELECT document::json ->> 'reviewFirst' FROM documents
  WHERE documents.kind = 'consultation' AND documents.id = c.consultation_id), 'false') = 'true'`;

const RULES = `SELECT id, (document::json ->> 'closesAt')::bigint AS "closesAt" FROM documents
  WHERE kind = 'consultation'
    AND ((document::json ->> 'closesAt')::bigint <= $1 OR document::json ->> 'reviewFirst' = 'true')`;
const SETTLE = settleSql({ reviewed: REVIEWED, which: 'c.id = ANY($1::text[])' });
const SETTLE_ALL = settleSql({ reviewed: REVIEWED, which: 'c.consultation_id = $1' });

const recount = (which: string): string =>
  `INSERT INTO supports (record_id, participant_id, target_id, target_kind, consultation_id, device_id,
     session_id, recorded_at, received_at, alone)
   SELECT id, participant_id, substr(body, 23)::json ->> 'targetId', substr(body, 23)::json ->> 'targetKind',
     substr(body, 23)::json ->> 'consultationId', device_id, session_id, (header::json ->> 'at')::bigint, received_at,
         (header::json ->> 'mode' = 'self-service')::int
   FROM records AS r JOIN chains USING (chain_id)
   WHERE ${which} AND r.kind = 'support' AND body IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM after_end WHERE record_id = r.id AND timing = 'late')
   ORDER BY r.id COLLATE "C" ON CONFLICT DO NOTHING
   RETURNING participant_id AS "participantId", target_id AS "targetId", target_kind AS "targetKind"`;
const RECOUNT_OF = recount('participant_id = $1');
const RECOUNT_AFTER_END = recount(
  `r.id IN (SELECT record_id FROM after_end WHERE consultation_id = $1 AND kind = 'support')`,
);

/** The first one before a place of a run of the host under one anchor. */
const SAME_RUN = `seq BETWEEN $2::bigint - ${STEADY_RECORDS} AND $2::bigint - 1
  AND header::json ->> 'boot' = $3 AND header::json ->> 'anchor' IS NOT DISTINCT FROM $4 ORDER BY seq LIMIT 1`;

export type Waiting = ReturnType<typeof waiting>;

/** For use within the transactions of other stores, before they bring the feed up to date. */
export function waiting(db: Postgres) {
  const corrections = correctionTable(db);
  const judgeOne = async ({ header, deviceId, receivedAt, rule }: Made): Promise<void> => {
    const { id: consultationId, closesAt } = rule;
    const signed = await db.one<{ at: number }>(
      'SELECT at FROM time_anchors WHERE id = $1 AND device_id = $2',
      header.anchor,
      deviceId,
    );
    const known = await db.one<{ at: number | null }>(
      `SELECT min(at) AS at FROM time_anchors WHERE chain_id = $1 AND head_seq >= $2::bigint AND NOT ${forksBelow('$1', '$2::bigint')}`,
      header.chainId,
      header.seq,
    );
    const first = await db.one<{ header: string }>(
      `SELECT header FROM (
         (SELECT header, seq FROM records WHERE chain_id = $1 AND ${SAME_RUN})
         UNION ALL
         (SELECT header, seq FROM chains JOIN records USING (chain_id) WHERE fork_of = $1 AND ${SAME_RUN})
       ) AS run ORDER BY seq LIMIT 1`,
      header.chainId,
      header.seq,
      header.boot,
      header.anchor,
    );
    const row = afterEnd({
      header,
      consultationId,
      receivedAt,
      closesAt,
      signedAt: signed?.at ?? null,
      knownAt: known?.at ?? null,
      first: first?.header ?? null,
    });
    await db.run(
      `INSERT INTO after_end (record_id, consultation_id, kind, at, lower_bound, upper_bound, steady, timing)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (record_id) DO NOTHING`,
      row.recordId,
      row.consultationId,
      row.kind,
      row.at,
      row.lower,
      row.upper,
      row.steady,
      row.timing,
    );
  };
  const judgeCorrection = async (
    { header, consultationId: _, contributionId, ...row }: UnjudgedCorrection,
    rule: Rule | undefined,
    touched: Touched,
  ): Promise<void> => {
    if (rule === undefined || rule.closesAt > row.receivedAt) return;
    await judgeOne({ ...row, header: JSON.parse(header) as RecordHeader, rule });
    touched.contributions.add(contributionId);
  };
  /** A late support is no support; one that a late one stood in for is. */
  const countSupports = async (consultationId: string, touched: Touched): Promise<void> => {
    const uncounted = await db.rows<Uncounted>(
      `DELETE FROM supports WHERE record_id IN (SELECT record_id FROM after_end
         WHERE consultation_id = $1 AND timing = 'late' AND kind = 'support')
       RETURNING participant_id AS "participantId", target_id AS "targetId", target_kind AS "targetKind"`,
      consultationId,
    );
    for (const { participantId, targetId, targetKind } of uncounted) {
      touchTarget(touched, { id: targetId, kind: targetKind });
      if (participantId === null) continue;
      touched.people.add(participantId);
      await db.run(RECOUNT_OF, participantId);
    }
  };
  const touch = (settled: readonly Settled[], touched: Touched): void => {
    for (const { id, targetId, targetKind } of settled) {
      touched.contributions.add(id);
      if (targetId !== null && targetKind !== null) touchTarget(touched, { id: targetId, kind: targetKind });
    }
  };
  const settleTouched = async (touched: Touched): Promise<void> =>
    touch(await db.rows<Settled>(SETTLE, [...touched.contributions]), touched);

  return {
    /** The rules that hold by then for the records that have been folded, once those are judged by them. */
    async judge(arrivals: readonly Arrival[], touched: Touched, at: number): Promise<readonly Rule[]> {
      const now = await db.rows<Rule>(RULES, at);
      if (now.length === 0) return now;
      const ruleOf = new Map(now.map((rule) => [rule.id, rule]));
      const worded: string[] = [];
      for (const { header, content, deviceId, receivedAt } of arrivals) {
        if (isWorded(content.kind)) worded.push(header.id);
        if (content.kind !== 'idea' && content.kind !== 'comment' && content.kind !== 'support') continue;
        const rule = ruleOf.get(content.payload.consultationId);
        if (rule !== undefined && rule.closesAt <= receivedAt)
          await judgeOne({ header, deviceId, receivedAt, rule });
      }
      const corrected = await db.rows<UnjudgedCorrection>(
        `${UNJUDGED_CORRECTIONS} AND (k.record_id = ANY($1::text[]) OR k.contribution_id = ANY($1::text[]))`,
        worded,
      );
      for (const row of corrected) await judgeCorrection(row, ruleOf.get(row.consultationId), touched);
      return now;
    },
    /** Once what was judged, of which `touched` names what it changes, has been settled otherwise. */
    async apply(now: readonly Rule[], touched: Touched, at: number): Promise<void> {
      if (now.length === 0) return;
      for (const { id, closesAt } of now) if (closesAt <= at) await countSupports(id, touched);
      await settleTouched(touched);
    },
    /** After staff decided about what `touched` names. */
    settleTouched,
    /** After staff changed the consultation: both rules hold for what is here already. */
    async reconsider(
      before: ConsultationDocument,
      after: ConsultationDocument,
      touched: Touched,
    ): Promise<void> {
      const { id, closesAt } = after;
      if (closesAt === before.closesAt && after.reviewFirst === before.reviewFirst) return;
      const unjudged = await db.rows<Unjudged>(
        `SELECT header, device_id AS "deviceId", received_at AS "receivedAt" FROM records JOIN chains USING (chain_id)
         WHERE id IN (SELECT id FROM contributions WHERE consultation_id = $1 AND received_at >= $2
             UNION ALL SELECT record_id FROM supports WHERE consultation_id = $1 AND received_at >= $2)
           AND id NOT IN (SELECT record_id FROM after_end)`,
        id,
        closesAt,
      );
      for (const { header, ...row } of unjudged)
        await judgeOne({ ...row, header: JSON.parse(header) as RecordHeader, rule: { id, closesAt } });
      const unjudgedCorrections = await db.rows<UnjudgedCorrection>(
        `${UNJUDGED_CORRECTIONS} AND c.consultation_id = $1`,
        id,
      );
      for (const row of unjudgedCorrections) await judgeCorrection(row, { id, closesAt }, touched);
      const known = await db.rows<AfterEnd>(
        `SELECT record_id AS "recordId", consultation_id AS "consultationId", kind, at, lower_bound AS lower,
           upper_bound AS upper, steady, timing FROM after_end WHERE consultation_id = $1`,
        id,
      );
      for (const row of known)
        await db.run(
          'UPDATE after_end SET timing = $1 WHERE record_id = $2',
          timedAgain(row, closesAt),
          row.recordId,
        );
      const corrected = await db.rows<{ id: string }>(
        `SELECT DISTINCT contribution_id AS id FROM corrections WHERE record_id IN (SELECT record_id FROM after_end
           WHERE consultation_id = $1 AND kind = 'contribution.corrected') ORDER BY id`,
        id,
      );
      for (const one of corrected) {
        touched.contributions.add(one.id);
        await corrections.settle(one.id, touched);
      }
      await countSupports(id, touched);
      for (const { participantId, targetId, targetKind } of await db.rows<Uncounted>(RECOUNT_AFTER_END, id)) {
        touchTarget(touched, { id: targetId, kind: targetKind });
        if (participantId !== null) touched.people.add(participantId);
      }
      touch(await db.rows<Settled>(SETTLE_ALL, id), touched);
    },
  };
}
