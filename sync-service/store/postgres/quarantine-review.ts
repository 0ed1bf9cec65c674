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
import type { Postgres } from './database.ts';
import { fold } from './fold.ts';
import { publication } from './publication.ts';
import { hasWords } from './search.ts';
import { waiting } from './waiting.ts';
import { withdrawalTable } from './withdrawals.ts';

const LOG_ACCEPTED = `INSERT INTO audit (at, account_id, action, subject, detail, address)
  SELECT $1, $2, 'record.accepted', coalesce(record_id, hash), rule, $4 FROM quarantine WHERE id = ANY($3) ORDER BY id`;

const WAITING = 'id, device_id AS "deviceId", rule, header, body, received_at AS "receivedAt"';
type WaitingWhole = WaitingRecord & { readonly id: number };
type WaitingRow = Omit<WaitingWhole, 'header' | 'body'> & { readonly header: Buffer; readonly body: Buffer };

const whole = (row: WaitingRow): WaitingWhole => ({
  ...row,
  header: row.header.toString('utf8'),
  body: row.body.toString('utf8'),
});

/** Text in PostgreSQL holds no NUL. */
const NAMED = heldNamed(`CASE WHEN position('\\x00'::bytea IN body) = 0 THEN convert_from(body, 'UTF8') END`);

type HeldRow = Omit<HeldRecord, 'header' | 'body'> & { readonly header: Buffer; readonly body: Buffer };

/** Four bytes are the most that a character takes in UTF-8. */
const BYTES_MAX = 4 * QUARANTINE_TEXT_MAX;

const shown = (bytes: Buffer): string => [...bytes.toString('utf8')].slice(0, QUARANTINE_TEXT_MAX).join('');

export function quarantineStore(db: Postgres): QuarantineStore {
  const corrections = correctionTable(db);
  const withdrawals = withdrawalTable(db);
  const foldRecords = fold(db, withdrawals, corrections);
  const waits = waiting(db);
  const documents = publication(db);
  const waitingRecord = async (id: number): Promise<WaitingRecord | null> => {
    const row = await db.one<WaitingRow>(
      `SELECT ${WAITING} FROM quarantine WHERE id = $1 AND decided_at IS NULL FOR UPDATE`,
      id,
    );
    return row && whole(row);
  };
  const markAccepted = async ({ ids, at, accountId }: Parameters<QuarantineStore['stored']>[0]) => {
    await db.run(`UPDATE quarantine SET decided_at = $1, decision = 'accepted' WHERE id = ANY($2)`, at, ids);
    await db.run(LOG_ACCEPTED, at, accountId, ids, presentAddress());
  };

  return {
    async page({ words, after, limit }) {
      const { decided, id } = after ?? FIRST_HELD;
      const rows = await db.rows<HeldRow>(
        `SELECT quarantine.id, device_id AS "deviceId", devices.name AS "kioskName", rule, kind, seq,
           session_id AS "sessionId", substr(header, 1, ${BYTES_MAX}) AS header,
           substr(body, 1, ${BYTES_MAX}) AS body, received_at AS "receivedAt", decision
         FROM quarantine JOIN devices ON devices.id = device_id
         WHERE (${HELD_ORDER}) > ($1::boolean, -$2::bigint) AND ${hasWords(NAMED, '$3')}
         ORDER BY ${HELD_ORDER} LIMIT $4`,
        decided,
        id,
        words,
        limit,
      );
      return rows.map(({ header, body, ...row }) => ({ ...row, header: shown(header), body: shown(body) }));
    },
    waiting: waitingRecord,
    waitingOf: async ({ deviceId, rule, after, limit }) =>
      (
        await db.rows<WaitingRow>(
          `SELECT ${WAITING} FROM quarantine
           WHERE device_id = $1 AND rule = $2 AND id > $3 AND decided_at IS NULL ORDER BY id LIMIT $4`,
          deviceId,
          rule,
          after,
          limit,
        )
      ).map(whole),
    accept: ({ header, content, ...request }) =>
      db.transaction(async () => {
        const held = await waitingRecord(request.id);
        if (held === null) return false;
        const consultationId = 'consultationId' in content.payload ? content.payload.consultationId : null;
        const room = await db.one<{ has: boolean }>(
          `SELECT NOT EXISTS (SELECT 1 FROM records WHERE id = $1) AND ($2::text IS NULL OR EXISTS
           (SELECT 1 FROM documents WHERE kind = 'consultation' AND id = $2)) AS has`,
          header.id,
          consultationId,
        );
        if (room?.has !== true) return false;
        const { deviceId, receivedAt } = held;
        const touched = nothingTouched();
        // Before what says more of it.
        if (header.sessionId !== null)
          await db.run(
            'INSERT INTO sessions (id, device_id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING',
            header.sessionId,
            deviceId,
          );
        const authors = await foldRecords([{ header, content, deviceId, receivedAt }], touched);
        await corrections.apply(new Set(authors.keys()), touched);
        await withdrawals.apply(authors, touched);
        await waits.settleTouched(touched);
        await documents.refresh(touched);
        await markAccepted({ ...request, ids: [request.id] });
        return true;
      }),
    stored: (request) => db.transaction(() => markAccepted(request)),
    keepOut: ({ id, at, accountId }) =>
      db.transaction(async () => {
        const decided = await db.run(
          `UPDATE quarantine SET decided_at = $1, decision = 'refused' WHERE id = $2 AND decided_at IS NULL`,
          at,
          id,
        );
        if (decided === 0) return false;
        await db.run(
          `INSERT INTO audit (at, account_id, action, subject, detail, address)
         SELECT $1, $2, 'record.kept-out', coalesce(record_id, hash), rule, $4 FROM quarantine WHERE id = $3`,
          at,
          accountId,
          id,
          presentAddress(),
        );
        return true;
      }),
  };
}
