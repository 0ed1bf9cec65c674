/**
 * Open staff pages hear of news as kiosks do: a trigger says that there is something to look at. Records are told when they are
 * folded, by one process at a time, and not when they are stored: commits that notify wait for one another.
 */
import type { Migration } from '../../../../platform/sqlite.ts';

/** What tells of each kind of news, and of sessions that end. */
const TOLD_BY: readonly (readonly [table: string, when: string])[] = [
  ['unfolded', 'DELETE'],
  ['quarantine', 'INSERT OR UPDATE'],
  ['moderation', 'INSERT'],
  ['answers', 'INSERT'],
  ['told', 'INSERT'],
  ['audit', 'INSERT'],
  ['exports', 'INSERT'],
  ['export_told', 'INSERT'],
  ['feed', 'INSERT OR UPDATE'],
  ['devices', 'INSERT OR UPDATE OF revoked_at, configured_at'],
  ['device_reports', 'INSERT OR UPDATE'],
  ['staff_accounts', 'UPDATE'],
  ['staff_sign_ins', 'DELETE'],
];

export const staffNews: Migration = {
  name: '0044-staff-news',
  sql: `
CREATE FUNCTION perron_staff_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('perron_staff', '');
  RETURN NULL;
END $$;
${TOLD_BY.map(
  ([table, when]) => `CREATE TRIGGER ${table}_news AFTER ${when} ON ${table}
  FOR EACH STATEMENT EXECUTE FUNCTION perron_staff_changed();`,
).join('\n')}
-- Each process tells every few seconds who is connected: only another answer is news.
CREATE TRIGGER processes_come AFTER INSERT OR DELETE ON processes
  FOR EACH ROW EXECUTE FUNCTION perron_staff_changed();
CREATE TRIGGER processes_news AFTER UPDATE ON processes
  FOR EACH ROW WHEN (old.device_ids IS DISTINCT FROM new.device_ids) EXECUTE FUNCTION perron_staff_changed();
`,
};
