/** Folds stored records into what people see: contributions, supports, consents and receipts. */
import { isGiven } from '../../../common/domain/consents.ts';
import type { TargetKind } from '../../../common/domain/records.ts';
import { kioskExport } from '../exports.ts';
import { isAlone, type Touched, touchTarget } from '../published.ts';
import type { Arrival, KnownPayload } from '../records.ts';
import type { Corrections } from './corrections.ts';
import type { Postgres } from './database.ts';
import type { Withdrawals } from './withdrawals.ts';

type Settled = { id: string; target_id: string | null; target_kind: TargetKind | null };

const SHOWN = 'RETURNING c.id, c.target_id, c.target_kind';
// Consent alone publishes nothing that staff have held or refused; without it nothing is shown.
const RELEASE = `UPDATE contributions AS c SET state = 'published' FROM participants AS p
  WHERE p.id = ANY($1::text[]) AND c.participant_id = p.id AND p.publish_words = 1 AND c.state = 'held'
    AND coalesce(c.decision, 'published') = 'published' AND c.withdrawn_at IS NULL ${SHOWN}`;
const HOLD = `UPDATE contributions AS c SET state = 'held' FROM participants AS p
  WHERE p.id = ANY($1::text[]) AND c.participant_id = p.id AND p.publish_words = 0 AND c.state = 'published' ${SHOWN}`;

type Welcomed = Arrival & {
  readonly content: Extract<KnownPayload, { kind: 'participant.welcomed' | 'participant.resumed' }>;
};
type Participant = {
  readonly id: string;
  readonly publish_words: 0 | 1;
  readonly first_name: string | null;
  /** Of the welcome; null before it is here. */
  readonly record_id: string | null;
};
type Issued = Arrival & { readonly content: Extract<KnownPayload, { kind: 'receipt.issued' }> };
type Worded = Arrival & { readonly content: Extract<KnownPayload, { kind: 'idea' | 'comment' }> };
type Supporting = Arrival & { readonly content: Extract<KnownPayload, { kind: 'support' }> };

/**
 * Within a transaction of the projector. `touched` gathers what to bring up to date. Records may come in any order,
 * so what is said to be everybody's goes in after everything else of the batch, each kind in one statement.
 */
export function fold(db: Postgres, withdrawals: Withdrawals, corrections: Corrections) {
  const welcomed = async (arrivals: readonly Welcomed[], touched: Touched): Promise<void> => {
    // One statement changes a row once: a person's last welcome stands, and a no of any.
    const people = new Map<string, Participant>();
    for (const { header, content } of arrivals) {
      const { id: record_id, participantId: id } = header;
      if (id === null) continue;
      const before = people.get(id);
      const agreed = isGiven(content.payload.consents, 'publish-words') && before?.publish_words !== 0;
      const publish_words = agreed ? 1 : 0;
      if (content.kind === 'participant.resumed') {
        // Who goes on by a slip says nothing of a name.
        people.set(id, { id, first_name: null, record_id: null, ...before, publish_words });
        continue;
      }
      const { consents, firstName } = content.payload;
      const first_name = isGiven(consents, 'show-first-name') ? (firstName ?? null) : null;
      people.set(id, { id, publish_words, first_name, record_id });
    }
    await db.run(
      `INSERT INTO participants (id, publish_words, first_name, record_id)
       SELECT id, publish_words, first_name, record_id FROM json_populate_recordset(NULL::participants, $1::json)
       ON CONFLICT (id) DO UPDATE SET publish_words = least(participants.publish_words, excluded.publish_words),
         first_name = CASE WHEN excluded.record_id IS NULL THEN participants.first_name ELSE excluded.first_name END,
         record_id = coalesce(excluded.record_id, participants.record_id)`,
      JSON.stringify([...people.values()]),
    );
    for (const settle of [RELEASE, HOLD])
      for (const { id, target_id, target_kind } of await db.rows<Settled>(settle, [...people.keys()])) {
        touched.contributions.add(id);
        if (target_id !== null && target_kind !== null)
          touchTarget(touched, { id: target_id, kind: target_kind });
      }
  };

  const issued = async (arrivals: readonly Issued[]): Promise<void> => {
    const rows = arrivals.map(({ header, content, deviceId }) => ({
      code_digest: content.payload.codeDigest,
      participant_id: header.participantId,
      device_id: deviceId,
    }));
    await db.run(
      `INSERT INTO receipts (code_digest, participant_id, device_id)
       SELECT code_digest, participant_id, device_id FROM json_populate_recordset(NULL::receipts, $1::json)
       WHERE participant_id IS NOT NULL ON CONFLICT (code_digest) DO NOTHING`,
      JSON.stringify(rows),
    );
    await withdrawals.resolve(rows.map(({ code_digest }) => code_digest));
    await corrections.resolve(rows.map(({ code_digest }) => code_digest));
  };

  const worded = async (arrivals: readonly Worded[], touched: Touched): Promise<void> => {
    const rows = arrivals.map(({ header, content, deviceId, receivedAt }) => {
      const { payload } = content;
      const idea = content.kind === 'idea' ? content.payload : null;
      const comment = content.kind === 'comment' ? content.payload : null;
      touched.contributions.add(header.id);
      if (comment) touchTarget(touched, { id: comment.targetId, kind: comment.targetKind });
      return {
        id: header.id,
        kind: content.kind,
        consultation_id: payload.consultationId,
        device_id: deviceId,
        session_id: header.sessionId,
        participant_id: header.participantId,
        topic_id: idea?.topicId ?? null,
        title: idea?.title ?? null,
        words: payload.words,
        language: payload.language,
        target_id: comment?.targetId ?? null,
        target_kind: comment?.targetKind ?? null,
        authorship: payload.authorship,
        people: payload.people ?? null,
        confirmed_by: payload.confirmedBy ?? null,
        recorded_at: header.at,
        received_at: receivedAt,
      };
    });
    // Without a consent that is here and says yes, words are kept but shown to nobody.
    await db.run(
      `INSERT INTO contributions (id, kind, origin, consultation_id, device_id, session_id, participant_id, topic_id,
         title, words, language, target_id, target_kind, authorship, people, confirmed_by, state, recorded_at, received_at)
       SELECT r.id, kind, 'kiosk', consultation_id, device_id, session_id, participant_id, topic_id, title, words, language,
         target_id, target_kind, authorship, people, confirmed_by, CASE WHEN p.publish_words = 1 THEN 'published' ELSE 'held' END,
         recorded_at, received_at
       FROM ROWS FROM (json_to_recordset($1::json) AS (id text, kind text, consultation_id text, device_id text,
         session_id text, participant_id text, topic_id text, title text, words text, language text, target_id text,
         target_kind text, authorship text, people bigint, confirmed_by text, recorded_at bigint, received_at bigint)) WITH ORDINALITY AS r (id, kind,
         consultation_id, device_id, session_id, participant_id, topic_id, title, words, language, target_id, target_kind,
         authorship, people, confirmed_by, recorded_at, received_at, nth)
         LEFT JOIN participants AS p ON p.id = r.participant_id
       ORDER BY nth ON CONFLICT (id) DO NOTHING`,
      JSON.stringify(rows),
    );
  };

  const supported = async (arrivals: readonly Supporting[], touched: Touched): Promise<void> => {
    const rows = arrivals.map(({ header, content: { payload }, deviceId, receivedAt }) => {
      touchTarget(touched, { id: payload.targetId, kind: payload.targetKind });
      return {
        record_id: header.id,
        participant_id: header.participantId,
        target_id: payload.targetId,
        target_kind: payload.targetKind,
        consultation_id: payload.consultationId,
        device_id: deviceId,
        session_id: header.sessionId,
        recorded_at: header.at,
        received_at: receivedAt,
        alone: isAlone(header) ? 1 : 0,
      };
    });
    // Of what one person gave at several kiosks the first stands, in whatever order they come.
    await db.run(
      `DELETE FROM supports AS later USING json_populate_recordset(NULL::supports, $1::json) AS earlier
       WHERE later.participant_id = earlier.participant_id AND later.target_id = earlier.target_id
         AND later.record_id > earlier.record_id COLLATE "C"`,
      JSON.stringify(rows),
    );
    await db.run(
      `INSERT INTO supports (record_id, participant_id, target_id, target_kind, consultation_id, device_id, session_id,
         recorded_at, received_at, alone)
       SELECT * FROM json_populate_recordset(NULL::supports, $1::json) ORDER BY record_id COLLATE "C" ON CONFLICT DO NOTHING`,
      JSON.stringify(rows),
    );
  };

  /** What few records say. Returns of whom something is new that they may have taken back. */
  const single = async (arrival: Arrival): Promise<string | null> => {
    const { header, content, deviceId, receivedAt } = arrival;
    const { id, participantId } = header;
    switch (content.kind) {
      case 'session.opened':
        await db.run(
          'UPDATE sessions SET workshop_id = $1 WHERE id = $2 AND workshop_id IS NULL',
          content.payload.workshopId,
          header.sessionId,
        );
        break;
      case 'contact.sealed': {
        const { preference, language, sealed } = content.payload;
        if (participantId !== null)
          await db.run(
            `INSERT INTO contacts (participant_id, record_id, preference, language, sealed, device_id, received_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (participant_id) DO UPDATE SET record_id = excluded.record_id,
               preference = excluded.preference, language = excluded.language, sealed = excluded.sealed,
               device_id = excluded.device_id, received_at = excluded.received_at`,
            participantId,
            id,
            preference,
            language,
            sealed,
            deviceId,
            receivedAt,
          );
        break;
      }
      case 'statistics.sealed': {
        const { consultationId, sealed } = content.payload;
        if (participantId !== null)
          await db.run(
            `INSERT INTO statistics (participant_id, record_id, consultation_id, sealed) VALUES ($1, $2, $3, $4)
             ON CONFLICT (participant_id) DO UPDATE SET record_id = excluded.record_id,
               consultation_id = excluded.consultation_id, sealed = excluded.sealed`,
            participantId,
            id,
            consultationId,
            sealed,
          );
        break;
      }
      case 'slip.keyed': {
        const { lookUp, consultationId, recipient } = content.payload;
        // Both follow from one secret: whatever came first stands.
        if (participantId !== null)
          await db.run(
            `INSERT INTO slips (participant_id, look_up, consultation_id, recipient, changes, copied)
             VALUES ($1, $2, $3, $4, 1, 0) ON CONFLICT DO NOTHING`,
            participantId,
            lookUp,
            consultationId,
            recipient,
          );
        break;
      }
      case 'session.exported': {
        const taken = kioskExport({ header, receivedAt, payload: content.payload });
        await db.run(
          `INSERT INTO exports (id, at, token, device_id, file_name, session_id, columns, rows, bytes, sha256, notes)
           SELECT $1, $2, coalesce((SELECT name || ', ' FROM facilitators WHERE id = $3 LIMIT 1), '') || name, id,
             $4, $5, $6, $7, $8, $9, $10
           FROM devices WHERE id = $11 ON CONFLICT (id) DO NOTHING`,
          taken.id,
          taken.at,
          taken.facilitatorId,
          taken.fileName,
          taken.sessionId,
          taken.columns,
          taken.rows,
          taken.bytes,
          taken.sha256,
          taken.notes,
          deviceId,
        );
        break;
      }
      case 'contribution.corrected':
        return corrections.add(arrival, content);
      case 'contribution.withdrawn':
        return withdrawals.add({ recordId: id, ...content.payload, receivedAt });
    }
    return participantId;
  };
  /** Returns of whom something is new that they may have taken back, and when it came. */
  return async (arrivals: readonly Arrival[], touched: Touched): Promise<Map<string, number>> => {
    const authors = new Map<string, number>();
    const welcomes: Welcomed[] = [];
    const slips: Issued[] = [];
    const words: Worded[] = [];
    const supports: Supporting[] = [];
    for (const arrival of arrivals) {
      const { content, header } = arrival;
      let author = header.participantId;
      if (content.kind === 'participant.welcomed' || content.kind === 'participant.resumed')
        welcomes.push({ ...arrival, content });
      else if (content.kind === 'receipt.issued') slips.push({ ...arrival, content });
      else if (content.kind === 'idea' || content.kind === 'comment') words.push({ ...arrival, content });
      else if (content.kind === 'support') supports.push({ ...arrival, content });
      else author = await single(arrival);
      if (author !== null) authors.set(author, arrival.receivedAt);
    }
    if (welcomes.length > 0) await welcomed(welcomes, touched);
    if (slips.length > 0) await issued(slips);
    if (words.length > 0) await worded(words, touched);
    if (supports.length > 0) await supported(supports, touched);
    return authors;
  };
}
