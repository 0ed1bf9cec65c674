import type { Sqlite } from '../../../platform/sqlite.ts';
import { type ExportRow, type ExportStore, exportOf, type NewExport } from '../exports.ts';
import type { AuditEntry } from '../staff.ts';
import { auditLog } from './audit-log.ts';
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
    AND CASE e.state WHEN 'refused' THEN ${DECIDED} IS 'refused'
      WHEN 'published' THEN coalesce(${DECIDED}, 'published') = 'published'
      WHEN 'held' THEN ${DECIDED} IS NOT 'refused' ELSE 1 END`;

const lastTold = (column: string): string =>
  `(SELECT ${column} FROM export_told WHERE export_id = e.id ORDER BY ordinal DESC LIMIT 1)`;
const nameOf = (account: string): string =>
  `(SELECT name FROM staff_accounts WHERE staff_accounts.id = ${account})`;

const BY = `coalesce(token, ${nameOf('e.account_id')})`;
/** What a file is found by. */
const NAMED = `file_name || ' ' || ${BY} || coalesce((SELECT ' ' || ${inAllLanguages('document', 'title')} FROM documents
  WHERE documents.kind = 'consultation' AND documents.id = e.consultation_id), '')`;

const EXPORTS = `SELECT ordinal, id, at, ${BY} AS by, file_name AS fileName,
    consultation_id AS consultationId, session_id AS sessionId, kind, state, language, received_from AS "from",
    received_to AS "to", columns, rows, bytes, sha256, notes,
    (SELECT json_group_array(json_object('id', id, 'kind', kind, 'at', erased_at)) FROM
      (SELECT c.id, c.kind, c.erased_at ${TAKEN_BACK} ORDER BY c.erased_at DESC, c.ordinal)) AS takenBack,
    coalesce((SELECT max(c.erased_at) ${TAKEN_BACK}), 0) AS erasedAt,
    coalesce(${lastTold('through')}, 0) AS toldThrough, ${lastTold('at')} AS toldAt,
    ${lastTold(nameOf('account_id'))} AS toldBy
  FROM exports AS e`;

export function exportStore(db: Sqlite): ExportStore {
  const log = auditLog(db);
  const add = db.prepare(
    `INSERT INTO exports (id, at, account_id, token, file_name, consultation_id, session_id, kind, state, language,
       received_from, received_to, columns)
     VALUES (@id, @at, @accountId, @token, @fileName, @consultationId, @sessionId, @kind, @state, @language, @from, @to,
       @columns)`,
  );
  const end = db.prepare(
    'UPDATE exports SET ended_at = ?, rows = ?, bytes = ?, sha256 = ?, notes = ? WHERE id = ?',
  );
  const one = db.prepare<[string], ExportRow>(`${EXPORTS} WHERE id = ?`);
  const narrowed = `session_id IS NOT NULL AND (@consultationId IS NULL OR consultation_id = @consultationId)
    AND (@sessionId IS NULL OR session_id = @sessionId)
    AND (@from IS NULL OR received_at >= @from) AND (@to IS NULL OR received_at < @to)`;
  const sessionsIn = db
    .prepare<[NewExport['filter']], string>(
      `SELECT session_id FROM contributions WHERE ${narrowed}
       UNION SELECT session_id FROM supports WHERE ${narrowed} ORDER BY session_id`,
    )
    .pluck();
  const page = db.prepare<[{ toTell: 0 | 1; before: number; words: string; limit: number }], ExportRow>(
    `SELECT * FROM (${EXPORTS} WHERE ordinal < @before AND ${hasWords(NAMED, '@words')}) WHERE @toTell = 0 OR erasedAt > toldThrough
     ORDER BY ordinal DESC LIMIT @limit`,
  );
  const exists = db.prepare<[string], 1>('SELECT 1 FROM exports WHERE id = ?').pluck();
  const tell = db.prepare('INSERT INTO export_told (export_id, through, at, account_id) VALUES (?, ?, ?, ?)');

  const addLogged = db.transaction(({ filter, columns, ...taken }: NewExport, logged: AuditEntry) => {
    add.run({ ...taken, ...filter, columns: JSON.stringify(columns) });
    log(logged);
  });
  const mark = db.transaction(
    ({ id, through, at, accountId }: Parameters<ExportStore['tell']>[0]): boolean => {
      if (exists.get(id) === undefined) return false;
      tell.run(id, through, at, accountId);
      const action = through === 0 ? 'export.not-told' : 'export.told';
      log({ at, accountId, action, subject: id, detail: '' });
      return true;
    },
  );

  return {
    add: async (taken, logged) => addLogged.immediate(taken, logged),
    end: async ({ id, at, file }) => {
      end.run(
        at,
        file?.rows ?? null,
        file?.bytes ?? null,
        file?.sha256 ?? null,
        JSON.stringify(file?.notes ?? []),
        id,
      );
    },
    async find(id) {
      const row = one.get(id);
      return row ? exportOf(row) : null;
    },
    sessionsIn: async (filter) => sessionsIn.all(filter),
    page: async ({ toTell, before, words, limit }) => {
      const named = JSON.stringify(words);
      const start = before ?? Number.MAX_SAFE_INTEGER;
      return page.all({ toTell: toTell ? 1 : 0, before: start, words: named, limit }).map(exportOf);
    },
    tell: async (request) => mark.immediate(request),
  };
}
