/** Folds stored records into what people see: contributions, supports, consents and receipts. */
import { isGiven } from '../../../common/domain/consents.ts';
import type { Payload, TargetKind } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { kioskExport } from '../exports.ts';
import { isAlone, type Touched, touchTarget } from '../published.ts';
import type { Arrival, KnownPayload } from '../records.ts';
import type { Corrections } from './corrections.ts';
import type { Withdrawals } from './withdrawals.ts';

type Settled = { id: string; target_id: string | null; target_kind: TargetKind | null };

/** Synchronous, within a transaction of the projector. `touched` gathers what to bring up to date. */
export function fold(db: Sqlite, withdrawals: Withdrawals, corrections: Corrections) {
  const publishable = db
    .prepare<[string], number>('SELECT publish_words FROM participants WHERE id = ?')
    .pluck();
  const agree = db.prepare(
    `INSERT INTO participants (id, publish_words, first_name, record_id) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET publish_words = min(publish_words, excluded.publish_words),
       first_name = excluded.first_name, record_id = excluded.record_id`,
  );
  // Who goes on by a slip says nothing of a name; a no of any record is a no.
  const attest = db.prepare(
    `INSERT INTO participants (id, publish_words) VALUES (?, ?)
     ON CONFLICT (id) DO UPDATE SET publish_words = min(publish_words, excluded.publish_words)`,
  );
  const shown = 'RETURNING id, target_id, target_kind';
  // Consent alone publishes nothing that staff have held or refused; without it nothing is shown.
  const release = db.prepare<[string], Settled>(
    `UPDATE contributions SET state = 'published'
     WHERE participant_id = ? AND state = 'held' AND coalesce(decision, 'published') = 'published' AND withdrawn_at IS NULL ${shown}`,
  );
  const withdraw = db.prepare<[string], Settled>(
    `UPDATE contributions SET state = 'held' WHERE participant_id = ? AND state = 'published' ${shown}`,
  );
  const contribute = db.prepare(
    `INSERT INTO contributions (id, kind, origin, consultation_id, device_id, session_id, participant_id, topic_id,
       title, words, language, target_id, target_kind, authorship, people, confirmed_by,
       state, recorded_at, received_at)
     VALUES (?, ?, 'kiosk', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  // Of what one person gave at several kiosks the first stands, in whatever order they come.
  const outlive = db.prepare<[string | null, string, string]>(
    'DELETE FROM supports WHERE participant_id = ? AND target_id = ? AND record_id > ?',
  );
  const support = db.prepare(
    `INSERT INTO supports (record_id, participant_id, target_id, target_kind, consultation_id, device_id,
       session_id, recorded_at, received_at, alone)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const contact = db.prepare(
    `INSERT INTO contacts (participant_id, record_id, preference, language, sealed, device_id, received_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (participant_id) DO UPDATE SET record_id = excluded.record_id, preference = excluded.preference, language = excluded.language,
       sealed = excluded.sealed, device_id = excluded.device_id, received_at = excluded.received_at`,
  );
  const traits = db.prepare(
    `INSERT INTO statistics (participant_id, record_id, consultation_id, sealed) VALUES (?, ?, ?, ?)
     ON CONFLICT (participant_id) DO UPDATE SET record_id = excluded.record_id,
       consultation_id = excluded.consultation_id, sealed = excluded.sealed`,
  );
  const exported = db.prepare(
    `INSERT INTO exports (id, at, token, device_id, file_name, session_id, columns, rows, bytes, sha256, notes)
     SELECT @id, @at, coalesce((SELECT name || ', ' FROM facilitators WHERE id = @facilitatorId LIMIT 1), '') || name, id,
       @fileName, @sessionId, @columns, @rows, @bytes, @sha256, @notes
     FROM devices WHERE id = @deviceId ON CONFLICT (id) DO NOTHING`,
  );
  const receipt = db.prepare(
    `INSERT INTO receipts (code_digest, participant_id, device_id) VALUES (?, ?, ?)
     ON CONFLICT (code_digest) DO NOTHING`,
  );

  // Both follow from one secret: whatever came first stands.
  const key = db.prepare(
    `INSERT INTO slips (participant_id, look_up, consultation_id, recipient, changes, copied)
     VALUES (?, ?, ?, ?, 1, 0) ON CONFLICT DO NOTHING`,
  );

  const openFor = db.prepare('UPDATE sessions SET workshop_id = ? WHERE id = ? AND workshop_id IS NULL');

  const welcomed = (
    { id: recordId, participantId }: { readonly id: string; readonly participantId: string },
    { consents, firstName }: Payload<'participant.welcomed'>,
    touched: Touched,
  ): void => {
    const shownName = isGiven(consents, 'show-first-name') ? (firstName ?? null) : null;
    agree.run(participantId, isGiven(consents, 'publish-words') ? 1 : 0, shownName, recordId);
    settleWords(participantId, touched);
  };

  const settleWords = (participantId: string, touched: Touched): void => {
    const settle = publishable.get(participantId) === 1 ? release : withdraw;
    for (const { id, target_id, target_kind } of settle.all(participantId)) {
      touched.contributions.add(id);
      if (target_id !== null && target_kind !== null)
        touchTarget(touched, { id: target_id, kind: target_kind });
    }
  };

  const worded = (
    { header, deviceId, receivedAt }: Arrival,
    content: Extract<KnownPayload, { kind: 'idea' | 'comment' }>,
    touched: Touched,
  ): void => {
    const { payload } = content;
    const idea = content.kind === 'idea' ? content.payload : null;
    const comment = content.kind === 'comment' ? content.payload : null;
    // Without a consent that is here and says yes, words are kept but shown to nobody.
    const agreed = header.participantId !== null && publishable.get(header.participantId) === 1;
    contribute.run(
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
      payload.people ?? null,
      payload.confirmedBy ?? null,
      agreed ? 'published' : 'held',
      header.at,
      receivedAt,
    );
    touched.contributions.add(header.id);
    if (comment) touchTarget(touched, { id: comment.targetId, kind: comment.targetKind });
  };

  /** Returns of whom something is new that they may have taken back. */
  return (arrival: Arrival, touched: Touched): string | null => {
    const { header, content, deviceId, receivedAt } = arrival;
    switch (content.kind) {
      case 'session.opened':
        openFor.run(content.payload.workshopId, header.sessionId);
        break;
      case 'participant.welcomed':
        if (header.participantId !== null)
          welcomed({ id: header.id, participantId: header.participantId }, content.payload, touched);
        break;
      case 'participant.resumed':
        if (header.participantId !== null) {
          attest.run(header.participantId, isGiven(content.payload.consents, 'publish-words') ? 1 : 0);
          settleWords(header.participantId, touched);
        }
        break;
      case 'idea':
      case 'comment':
        worded(arrival, content, touched);
        break;
      case 'support': {
        const { targetId, targetKind, consultationId } = content.payload;
        const { id, participantId, sessionId, at } = header;
        outlive.run(participantId, targetId, id);
        support.run(
          id,
          participantId,
          targetId,
          targetKind,
          consultationId,
          deviceId,
          sessionId,
          at,
          receivedAt,
          isAlone(header) ? 1 : 0,
        );
        touchTarget(touched, { id: targetId, kind: targetKind });
        break;
      }
      case 'contact.sealed': {
        const { preference, language, sealed } = content.payload;
        if (header.participantId !== null)
          contact.run(header.participantId, header.id, preference, language, sealed, deviceId, receivedAt);
        break;
      }
      case 'statistics.sealed':
        if (header.participantId !== null)
          traits.run(header.participantId, header.id, content.payload.consultationId, content.payload.sealed);
        break;
      case 'receipt.issued':
        if (header.participantId !== null) {
          const { codeDigest } = content.payload;
          receipt.run(codeDigest, header.participantId, deviceId);
          withdrawals.resolve({ codeDigest, participantId: header.participantId });
          corrections.resolve({ codeDigest, participantId: header.participantId });
        }
        break;
      case 'slip.keyed': {
        const { lookUp, consultationId, recipient } = content.payload;
        if (header.participantId !== null) key.run(header.participantId, lookUp, consultationId, recipient);
        break;
      }
      case 'session.exported':
        exported.run({ ...kioskExport({ header, receivedAt, payload: content.payload }), deviceId });
        break;
      case 'contribution.corrected':
        return corrections.add(arrival, content);
      case 'contribution.withdrawn':
        return withdrawals.add({ recordId: header.id, ...content.payload, receivedAt });
    }
    return header.participantId;
  };
}
