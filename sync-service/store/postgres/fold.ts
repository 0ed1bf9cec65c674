/** Folds stored records into what people see: contributions, supports, consents and receipts. */
import { isGiven } from '../../../common/domain/consents.ts';
import type { Payload, TargetKind } from '../../../common/domain/records.ts';
import { type Touched, touchTarget } from '../published.ts';
import type { Arrival, KnownPayload } from '../records.ts';
import type { Postgres } from './database.ts';
import type { Withdrawals } from './withdrawals.ts';

type Settled = { id: string; target_id: string | null; target_kind: TargetKind | null };

const SHOWN = 'RETURNING id, target_id, target_kind';
// Consent alone publishes nothing that staff have held or refused; without it nothing is shown.
const RELEASE = `UPDATE contributions SET state = 'published'
  WHERE participant_id = $1 AND state = 'held' AND coalesce(decision, 'published') = 'published'
    AND withdrawn_at IS NULL ${SHOWN}`;
const HOLD = `UPDATE contributions SET state = 'held' WHERE participant_id = $1 AND state = 'published' ${SHOWN}`;

/** Within the transaction that stores the record. `touched` gathers what to bring up to date. */
export function fold(db: Postgres, withdrawals: Withdrawals) {
  const agreed = async (participantId: string | null): Promise<boolean> => {
    if (participantId === null) return false;
    const row = await db.one<{ yes: number }>(
      'SELECT publish_words AS yes FROM participants WHERE id = $1',
      participantId,
    );
    return row?.yes === 1;
  };

  const welcomed = async (
    { id: recordId, participantId }: { readonly id: string; readonly participantId: string },
    { consents, firstName }: Payload<'participant.welcomed'>,
    touched: Touched,
  ): Promise<void> => {
    const shownName = isGiven(consents, 'show-first-name') ? (firstName ?? null) : null;
    await db.run(
      `INSERT INTO participants (id, publish_words, first_name, record_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET publish_words = least(participants.publish_words, excluded.publish_words),
         first_name = excluded.first_name, record_id = excluded.record_id`,
      participantId,
      isGiven(consents, 'publish-words') ? 1 : 0,
      shownName,
      recordId,
    );
    const settle = (await agreed(participantId)) ? RELEASE : HOLD;
    for (const { id, target_id, target_kind } of await db.rows<Settled>(settle, participantId)) {
      touched.contributions.add(id);
      if (target_id !== null && target_kind !== null)
        touchTarget(touched, { id: target_id, kind: target_kind });
    }
  };

  const worded = async (
    { header, deviceId, receivedAt }: Arrival,
    content: Extract<KnownPayload, { kind: 'idea' | 'comment' }>,
    touched: Touched,
  ): Promise<void> => {
    const { payload } = content;
    const idea = content.kind === 'idea' ? content.payload : null;
    const comment = content.kind === 'comment' ? content.payload : null;
    await db.run(
      `INSERT INTO contributions (id, kind, origin, consultation_id, device_id, session_id, participant_id, topic_id,
         title, words, language, target_id, target_kind, authorship, state, recorded_at, received_at)
       VALUES ($1, $2, 'kiosk', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
       ON CONFLICT (id) DO NOTHING`,
      header.id,
      content.kind,
      payload.consultationId,
      deviceId,
      header.sessionId,
      header.participantId,
      idea?.topicId ?? null,
      idea?.title ?? null,
      payload.words,
      payload.language,
      comment?.targetId ?? null,
      comment?.targetKind ?? null,
      payload.authorship,
      // Without a consent that is here and says yes, words are kept but shown to nobody.
      (await agreed(header.participantId)) ? 'published' : 'held',
      header.at,
      receivedAt,
    );
    touched.contributions.add(header.id);
    if (comment) touchTarget(touched, { id: comment.targetId, kind: comment.targetKind });
  };

  /** Returns of whom something is new that they may have taken back. */
  return async (arrival: Arrival, touched: Touched): Promise<string | null> => {
    const { header, content, deviceId, receivedAt } = arrival;
    const { id, participantId, sessionId, at } = header;
    switch (content.kind) {
      case 'participant.welcomed':
        if (participantId !== null) await welcomed({ id, participantId }, content.payload, touched);
        break;
      case 'idea':
      case 'comment':
        await worded(arrival, content, touched);
        break;
      case 'support': {
        const { targetId, targetKind, consultationId } = content.payload;
        await db.run(
          `INSERT INTO supports (record_id, participant_id, target_id, target_kind, consultation_id, device_id,
             session_id, recorded_at, received_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (participant_id, target_id) DO NOTHING`,
          id,
          participantId,
          targetId,
          targetKind,
          consultationId,
          deviceId,
          sessionId,
          at,
          receivedAt,
        );
        touchTarget(touched, { id: targetId, kind: targetKind });
        break;
      }
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
      case 'receipt.issued':
        if (participantId !== null) {
          const { codeDigest } = content.payload;
          await db.run(
            `INSERT INTO receipts (code_digest, participant_id, device_id) VALUES ($1, $2, $3)
             ON CONFLICT (code_digest) DO NOTHING`,
            codeDigest,
            participantId,
            deviceId,
          );
          await withdrawals.resolve({ codeDigest, participantId });
        }
        break;
      case 'contribution.withdrawn':
        return withdrawals.add({ recordId: id, ...content.payload, receivedAt });
    }
    return participantId;
  };
}
