import type { Sqlite } from '../../../platform/sqlite.ts';
import { presentAddress } from '../asked-from.ts';
import { nothingTouched } from '../published.ts';
import {
  FIRST_HELD,
  HELD_ORDER,
  type HeldRecord,
  heldNamed,
  QUARANTINE_TEXT_MAX,
  type QuarantineStore,
  type WaitingRecord,
} from '../quarantine.ts';
import { correctionTable } from './corrections.ts';
import { fold } from './fold.ts';
import { publication } from './publication.ts';
import { hasWords } from './search.ts';
import { waiting } from './waiting.ts';
import { withdrawalTable } from './withdrawals.ts';

export function quarantineStore(db: Sqlite): QuarantineStore {
  const corrections = correctionTable(db);
  const withdrawals = withdrawalTable(db);
  const foldRecord = fold(db, withdrawals, corrections);
  const waits = waiting(db);
  const documents = publication(db);
  const hasRoom = db
    .prepare<[{ recordId: string; consultationId: string | null }], number>(
      `SELECT NOT EXISTS (SELECT 1 FROM records WHERE id = @recordId) AND (@consultationId IS NULL OR EXISTS
         (SELECT 1 FROM documents WHERE kind = 'consultation' AND id = @consultationId))`,
    )
    .pluck();
  const nameSession = db.prepare(
    'INSERT INTO sessions (id, device_id) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const page = db.prepare<[{ decided: 0 | 1; id: number; words: string; limit: number }], HeldRecord>(
    `SELECT quarantine.id, device_id AS deviceId, devices.name AS kioskName, rule, kind, seq,
       session_id AS sessionId, substr(header, 1, ${QUARANTINE_TEXT_MAX}) AS header,
       substr(body, 1, ${QUARANTINE_TEXT_MAX}) AS body, received_at AS receivedAt, decision
     FROM quarantine JOIN devices ON devices.id = device_id
     WHERE (${HELD_ORDER}) > (@decided, -@id) AND ${hasWords(heldNamed('body'), '@words')}
     ORDER BY ${HELD_ORDER} LIMIT @limit`,
  );
  const keepOut = db.prepare(
    `UPDATE quarantine SET decided_at = ?, decision = 'refused' WHERE id = ? AND decided_at IS NULL`,
  );
  const log = db.prepare(
    `INSERT INTO audit (at, account_id, action, subject, detail, address)
     SELECT ?, ?, 'record.kept-out', coalesce(record_id, hash), rule, ? FROM quarantine WHERE id = ?`,
  );
  const ofId = db.prepare<[number], WaitingRecord>(
    `SELECT device_id AS deviceId, rule, header, body, received_at AS receivedAt FROM quarantine
     WHERE id = ? AND decided_at IS NULL`,
  );
  const ofKiosk = db.prepare<[string, string, number, number], WaitingRecord & { readonly id: number }>(
    `SELECT id, device_id AS deviceId, rule, header, body, received_at AS receivedAt FROM quarantine
     WHERE device_id = ? AND rule = ? AND id > ? AND decided_at IS NULL ORDER BY id LIMIT ?`,
  );
  const accepted = db.prepare(`UPDATE quarantine SET decided_at = ?, decision = 'accepted' WHERE id = ?`);
  const logAccepted = db.prepare(
    `INSERT INTO audit (at, account_id, action, subject, detail, address)
     SELECT ?, ?, 'record.accepted', coalesce(record_id, hash), rule, ? FROM quarantine WHERE id = ?`,
  );
  const accept = db.transaction(
    ({ id, header, content, at, accountId }: Parameters<QuarantineStore['accept']>[0]): boolean => {
      const held = ofId.get(id);
      if (held === undefined) return false;
      const consultationId = 'consultationId' in content.payload ? content.payload.consultationId : null;
      if (hasRoom.get({ recordId: header.id, consultationId }) !== 1) return false;
      const { deviceId, receivedAt } = held;
      const touched = nothingTouched();
      // Before what says more of it.
      if (header.sessionId !== null) nameSession.run(header.sessionId, deviceId);
      const author = foldRecord({ header, content, deviceId, receivedAt }, touched);
      const authors = new Map(author === null ? [] : [[author, receivedAt]]);
      corrections.apply(new Set(authors.keys()), touched);
      withdrawals.apply(authors, touched);
      waits.settleTouched(touched);
      documents.refresh(touched);
      accepted.run(at, id);
      logAccepted.run(at, accountId, presentAddress(), id);
      return true;
    },
  );
  const stored = db.transaction(({ ids, at, accountId }: Parameters<QuarantineStore['stored']>[0]) => {
    for (const id of ids) {
      accepted.run(at, id);
      logAccepted.run(at, accountId, presentAddress(), id);
    }
  });
  const decide = db.transaction(
    ({ id, at, accountId }: Parameters<QuarantineStore['keepOut']>[0]): boolean => {
      if (keepOut.run(at, id).changes === 0) return false;
      log.run(at, accountId, presentAddress(), id);
      return true;
    },
  );
  return {
    async page({ words, after, limit }) {
      const { decided, id } = after ?? FIRST_HELD;
      return page.all({ decided: decided ? 1 : 0, id, words: JSON.stringify(words), limit });
    },
    keepOut: async (request) => decide.immediate(request),
    waiting: async (id) => ofId.get(id) ?? null,
    waitingOf: async ({ deviceId, rule, after, limit }) => ofKiosk.all(deviceId, rule, after, limit),
    accept: async (request) => accept.immediate(request),
    stored: async (request) => stored.immediate(request),
  };
}
