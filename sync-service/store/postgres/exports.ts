import { type ExportRow, type ExportStore, exportOf, type NewExport } from '../exports.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';
import { hasWords, inAllLanguages } from './search.ts';

/** What staff had decided about `c` when `e` was made. */
const DECIDED =
  '(SELECT decision FROM moderation WHERE contribution_id = c.id AND at <= e.at ORDER BY ordinal DESC LIMIT 1)';

/**
 * Of `exports AS e`; what was erased as it arrived was never in any. What was held for want of consent is not remembered: then
 * rather one too many.
 */
const TAKEN_BACK = `FROM contributions AS c
  WHERE c.erased_at > e.at AND c.received_at < c.erased_at AND c.received_at <= coalesce(e.ended_at, c.received_at)
    AND (e.consultation_id IS NULL OR c.consultation_id = e.consultation_id)
    AND (e.session_id IS NULL OR c.session_id = e.session_id) AND (e.kind IS NULL OR c.kind = e.kind)
    AND (e.language IS NULL OR c.language = e.language)
    AND (e.received_from IS NULL OR c.received_at >= e.received_from)
    AND (e.received_to IS NULL OR c.received_at < e.received_to)
    AND CASE e.state WHEN 'refused' THEN ${DECIDED} IS NOT DISTINCT FROM 'refused'
      WHEN 'published' THEN coalesce(${DECIDED}, 'published') = 'published'
      WHEN 'held' THEN ${DECIDED} IS DISTINCT FROM 'refused' ELSE true END`;

const lastTold = (column: string): string =>
  `(SELECT ${column} FROM export_told WHERE export_id = e.id ORDER BY ordinal DESC LIMIT 1)`;
const nameOf = (account: string): string =>
  `(SELECT name FROM staff_accounts WHERE staff_accounts.id = ${account})`;

const BY = `coalesce(token, ${nameOf('e.account_id')})`;
/** What a file is found by. */
const NAMED = `file_name || ' ' || ${BY} || coalesce((SELECT ' ' || ${inAllLanguages('document', 'title')} FROM documents
  WHERE documents.kind = 'consultation' AND documents.id = e.consultation_id), '')`;

const EXPORTS = `SELECT ordinal, id, at, ${BY} AS by,
    file_name AS "fileName", consultation_id AS "consultationId", session_id AS "sessionId", kind, state, language,
    received_from AS "from", received_to AS "to", columns, rows, bytes, sha256, notes,
    (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'at', t.erased_at)), '[]')::text FROM
      (SELECT c.id, c.kind, c.erased_at ${TAKEN_BACK} ORDER BY c.erased_at DESC, c.ordinal) AS t) AS "takenBack",
    coalesce((SELECT max(c.erased_at) ${TAKEN_BACK}), 0) AS "erasedAt",
    coalesce(${lastTold('through')}, 0) AS "toldThrough", ${lastTold('at')} AS "toldAt",
    ${lastTold(nameOf('account_id'))} AS "toldBy"
  FROM exports AS e`;

const NARROWED = `session_id IS NOT NULL AND ($1::text IS NULL OR consultation_id = $1)
  AND ($2::text IS NULL OR session_id = $2)
  AND ($3::bigint IS NULL OR received_at >= $3) AND ($4::bigint IS NULL OR received_at < $4)`;

export function exportStore(db: Postgres): ExportStore {
  const log = auditLog(db);
  return {
    add: ({ id, at, accountId, token, fileName, filter, columns }: NewExport, logged) =>
      db.transaction(async () => {
        const { consultationId, sessionId, kind, state, language, from, to } = filter;
        await db.run(
          `INSERT INTO exports (id, at, account_id, token, file_name, consultation_id, session_id, kind, state,
             language, received_from, received_to, columns)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
          id,
          at,
          accountId,
          token,
          fileName,
          consultationId,
          sessionId,
          kind,
          state,
          language,
          from,
          to,
          JSON.stringify(columns),
        );
        await log(logged);
      }),
    async end({ id, at, file }) {
      await db.run(
        'UPDATE exports SET ended_at = $1, rows = $2, bytes = $3, sha256 = $4, notes = $5 WHERE id = $6',
        at,
        file?.rows ?? null,
        file?.bytes ?? null,
        file?.sha256 ?? null,
        JSON.stringify(file?.notes ?? []),
        id,
      );
    },
    async find(id) {
      const row = await db.one<ExportRow>(`${EXPORTS} WHERE id = $1`, id);
      return row && exportOf(row);
    },
    async sessionsIn({ consultationId, sessionId, from, to }) {
      const rows = await db.rows<{ id: string }>(
        `SELECT session_id AS id FROM contributions WHERE ${NARROWED}
         UNION SELECT session_id FROM supports WHERE ${NARROWED} ORDER BY id`,
        consultationId,
        sessionId,
        from,
        to,
      );
      return rows.map(({ id }) => id);
    },
    async page({ toTell, before, words, limit }) {
      const rows = await db.rows<ExportRow>(
        `SELECT * FROM (${EXPORTS} WHERE ordinal < $1 AND ${hasWords(NAMED, '$3')}) AS taken
         WHERE NOT $2::boolean OR "erasedAt" > "toldThrough" ORDER BY ordinal DESC LIMIT $4`,
        before ?? Number.MAX_SAFE_INTEGER,
        toTell,
        words,
        limit,
      );
      return rows.map(exportOf);
    },
    tell: ({ id, through, at, accountId }) =>
      db.transaction(async () => {
        if ((await db.one('SELECT 1 FROM exports WHERE id = $1', id)) === null) return false;
        await db.run(
          'INSERT INTO export_told (export_id, through, at, account_id) VALUES ($1, $2, $3, $4)',
          id,
          through,
          at,
          accountId,
        );
        const action = through === 0 ? 'export.not-told' : 'export.told';
        await log({ at, accountId, action, subject: id, detail: '' });
        return true;
      }),
  };
}
