/** Holds back what consent alone does not show: before a review, and after the end. */
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { RecordHeader, TargetKind } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
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

type Settled = { id: string; targetId: string | null; targetKind: TargetKind | null };
type Uncounted = { participantId: string | null; targetId: string; targetKind: TargetKind };
type Unjudged = { header: string; deviceId: string; receivedAt: number };
type UnjudgedCorrection = Unjudged & { consultationId: string; contributionId: string };
type Made = Pick<Arrival, 'header' | 'deviceId' | 'receivedAt'> & { readonly rule: Rule };

const REVIEWED = `(SELECT json_extract(document, '$.reviewFirst') FROM documents
  WHERE documents.kind = 'consultation' AND documents.id = c.consultation_id) IS TRUE`;

export type Waiting = ReturnType<typeof waiting>;

/** Synchronous: for use within the transactions of other stores, before they bring the feed up to date. */
export function waiting(db: Sqlite) {
  const corrections = correctionTable(db);
  const rules = db.prepare<[number], Rule>(
    `SELECT id, json_extract(document, '$.closesAt') AS closesAt FROM documents
     WHERE kind = 'consultation'
       AND (json_extract(document, '$.closesAt') <= ? OR json_extract(document, '$.reviewFirst') IS TRUE)`,
  );
  const settle = db.prepare<[string], Settled>(
    settleSql({ reviewed: REVIEWED, which: 'c.id IN (SELECT value FROM json_each(?))' }),
  );
  const settleAll = db.prepare<[string], Settled>(
    settleSql({ reviewed: REVIEWED, which: 'c.consultation_id = ?' }),
  );
  const signedAt = db
    .prepare<[string | null, string], number>('SELECT at FROM time_anchors WHERE id = ? AND device_id = ?')
    .pluck();
  const knownAt = db
    .prepare<[RecordHeader], number | null>(
      `SELECT min(at) FROM time_anchors WHERE chain_id = @chainId AND head_seq >= @seq
         AND NOT ${forksBelow('@chainId', '@seq')}`,
    )
    .pluck();
  const sameRun = `seq BETWEEN @seq - ${STEADY_RECORDS} AND @seq - 1
    AND json_extract(header, '$.boot') = @boot AND json_extract(header, '$.anchor') IS @anchor ORDER BY seq LIMIT 1`;
  const first = db
    .prepare<[RecordHeader], string>(
      `SELECT header FROM (
         SELECT * FROM (SELECT header, seq FROM records WHERE chain_id = @chainId AND ${sameRun})
         UNION ALL
         SELECT * FROM (SELECT header, seq FROM chains JOIN records USING (chain_id) WHERE fork_of = @chainId AND ${sameRun})
       ) ORDER BY seq LIMIT 1`,
    )
    .pluck();
  const add = db.prepare<[AfterEnd]>(
    `INSERT INTO after_end (record_id, consultation_id, kind, at, lower_bound, upper_bound, steady, timing)
     VALUES (@recordId, @consultationId, @kind, @at, @lower, @upper, @steady, @timing)
     ON CONFLICT (record_id) DO NOTHING`,
  );
  const known = db.prepare<[string], AfterEnd>(
    `SELECT record_id AS recordId, consultation_id AS consultationId, kind, at, lower_bound AS lower,
       upper_bound AS upper, steady, timing FROM after_end WHERE consultation_id = ?`,
  );
  const setTiming = db.prepare('UPDATE after_end SET timing = ? WHERE record_id = ?');
  const unjudged = db.prepare<[{ id: string; closesAt: number }], Unjudged>(
    `SELECT header, device_id AS deviceId, received_at AS receivedAt FROM records JOIN chains USING (chain_id)
     WHERE id IN (SELECT id FROM contributions WHERE consultation_id = @id AND received_at >= @closesAt
         UNION ALL SELECT record_id FROM supports WHERE consultation_id = @id AND received_at >= @closesAt)
       AND id NOT IN (SELECT record_id FROM after_end)`,
  );
  const unjudgedCorrections = db.prepare<[{ ids: string }], UnjudgedCorrection>(
    `${UNJUDGED_CORRECTIONS} AND (k.record_id IN (SELECT value FROM json_each(@ids))
       OR k.contribution_id IN (SELECT value FROM json_each(@ids)))`,
  );
  const unjudgedCorrectionsOf = db.prepare<[string], UnjudgedCorrection>(
    `${UNJUDGED_CORRECTIONS} AND c.consultation_id = ?`,
  );
  const corrected = db
    .prepare<[string], string>(
      `SELECT DISTINCT contribution_id FROM corrections WHERE record_id IN (SELECT record_id FROM after_end
         WHERE consultation_id = ? AND kind = 'contribution.corrected') ORDER BY 1`,
    )
    .pluck();
  const uncount = db.prepare<[string], Uncounted>(
    `DELETE FROM supports WHERE record_id IN (SELECT record_id FROM after_end
       WHERE consultation_id = ? AND timing = 'late' AND kind = 'support')
     RETURNING participant_id AS participantId, target_id AS targetId, target_kind AS targetKind`,
  );
  const recount = (which: string) =>
    db.prepare<[string], Uncounted>(
      `INSERT INTO supports (record_id, participant_id, target_id, target_kind, consultation_id, device_id,
         session_id, recorded_at, received_at, alone)
       SELECT id, participant_id, json_extract(substr(body, 23), '$.targetId'), json_extract(substr(body, 23), '$.targetKind'),
         json_extract(substr(body, 23), '$.consultationId'), device_id, session_id, json_extract(header, '$.at'), received_at,
         json_extract(header, '$.mode') = 'self-service'
       FROM records AS r JOIN chains USING (chain_id)
       WHERE ${which} AND r.kind = 'support' AND body IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM after_end WHERE record_id = r.id AND timing = 'late')
       ORDER BY r.id ON CONFLICT DO NOTHING
       RETURNING participant_id AS participantId, target_id AS targetId, target_kind AS targetKind`,
    );
  const recountOf = recount('participant_id = ?');
  const recountAfterEnd = recount(
    `r.id IN (SELECT record_id FROM after_end WHERE consultation_id = ? AND kind = 'support')`,
  );

  const judgeOne = ({ header, deviceId, receivedAt, rule: { id: consultationId, closesAt } }: Made): void => {
    add.run(
      afterEnd({
        header,
        consultationId,
        receivedAt,
        closesAt,
        signedAt: signedAt.get(header.anchor, deviceId) ?? null,
        knownAt: knownAt.get(header) ?? null,
        first: first.get(header) ?? null,
      }),
    );
  };
  const judgeCorrection = (
    { header, consultationId: _, contributionId, ...row }: UnjudgedCorrection,
    rule: Rule | undefined,
    touched: Touched,
  ): void => {
    if (rule === undefined || rule.closesAt > row.receivedAt) return;
    judgeOne({ ...row, header: JSON.parse(header) as RecordHeader, rule });
    touched.contributions.add(contributionId);
  };
  /** A late support is no support; one that a late one stood in for is. */
  const countSupports = (consultationId: string, touched: Touched): void => {
    for (const { participantId, targetId, targetKind } of uncount.all(consultationId)) {
      touchTarget(touched, { id: targetId, kind: targetKind });
      if (participantId === null) continue;
      touched.people.add(participantId);
      recountOf.all(participantId);
    }
  };
  const touch = (settled: readonly Settled[], touched: Touched): void => {
    for (const { id, targetId, targetKind } of settled) {
      touched.contributions.add(id);
      if (targetId !== null && targetKind !== null) touchTarget(touched, { id: targetId, kind: targetKind });
    }
  };
  const settleTouched = (touched: Touched): void =>
    touch(settle.all(JSON.stringify([...touched.contributions])), touched);

  return {
    /** The rules that hold by then for the records that have been folded, once those are judged by them. */
    judge(arrivals: readonly Arrival[], touched: Touched, at: number): readonly Rule[] {
      const now = rules.all(at);
      if (now.length === 0) return now;
      const ruleOf = new Map(now.map((rule) => [rule.id, rule]));
      const worded: string[] = [];
      for (const { header, content, deviceId, receivedAt } of arrivals) {
        if (isWorded(content.kind)) worded.push(header.id);
        if (content.kind !== 'idea' && content.kind !== 'comment' && content.kind !== 'support') continue;
        const rule = ruleOf.get(content.payload.consultationId);
        if (rule !== undefined && rule.closesAt <= receivedAt)
          judgeOne({ header, deviceId, receivedAt, rule });
      }
      for (const row of unjudgedCorrections.all({ ids: JSON.stringify(worded) }))
        judgeCorrection(row, ruleOf.get(row.consultationId), touched);
      return now;
    },
    /** Once what was judged, of which `touched` names what it changes, has been settled otherwise. */
    apply(now: readonly Rule[], touched: Touched, at: number): void {
      if (now.length === 0) return;
      for (const { id, closesAt } of now) if (closesAt <= at) countSupports(id, touched);
      settleTouched(touched);
    },
    /** After staff decided about what `touched` names. */
    settleTouched,
    /** After staff changed the consultation: both rules hold for what is here already. */
    reconsider(before: ConsultationDocument, after: ConsultationDocument, touched: Touched): void {
      const { id, closesAt } = after;
      if (closesAt === before.closesAt && after.reviewFirst === before.reviewFirst) return;
      for (const { header, ...row } of unjudged.all({ id, closesAt }))
        judgeOne({ ...row, header: JSON.parse(header) as RecordHeader, rule: { id, closesAt } });
      for (const row of unjudgedCorrectionsOf.all(id)) judgeCorrection(row, { id, closesAt }, touched);
      for (const row of known.all(id)) setTiming.run(timedAgain(row, closesAt), row.recordId);
      for (const contributionId of corrected.all(id)) {
        touched.contributions.add(contributionId);
        corrections.settle(contributionId, touched);
      }
      countSupports(id, touched);
      for (const { participantId, targetId, targetKind } of recountAfterEnd.all(id)) {
        touchTarget(touched, { id: targetId, kind: targetKind });
        if (participantId !== null) touched.people.add(participantId);
      }
      touch(settleAll.all(id), touched);
    },
  };
}
