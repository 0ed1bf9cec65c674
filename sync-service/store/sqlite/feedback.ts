import type { Sqlite } from '../../../platform/sqlite.ts';
import { type FeedbackStore, type PersonRow, personOf } from '../feedback.ts';
import { BOTH } from '../merges.ts';
import { auditLog } from './audit-log.ts';
import { hasWords } from './search.ts';

/** Of `contacts AS c`: the ideas of the person, and what they commented on or supported. */
const CONCERNED = `
  SELECT id FROM contributions WHERE participant_id = c.participant_id AND kind = 'idea'
  UNION ALL SELECT target_id FROM contributions WHERE participant_id = c.participant_id AND kind = 'comment'
  UNION ALL SELECT target_id FROM supports WHERE participant_id = c.participant_id`;
/** With the ideas with which those are joined: what the city says to them, it says to this person. */
const ANSWERED = `${CONCERNED}
  UNION ALL SELECT kept.id FROM contributions AS merged JOIN contributions AS kept ON ${BOTH('merged')}
    WHERE merged.id IN (${CONCERNED})`;

/** An answer that was taken back is none; a refusal counts as long as it stands. */
const NEWS_AT = `max(
  coalesce((SELECT max(a.at) FROM answers AS a WHERE a.state IS NOT NULL AND a.target_id IN (${ANSWERED})
    AND NOT EXISTS (SELECT 1 FROM answers AS later WHERE later.target_id = a.target_id
      AND later.target_kind = a.target_kind AND later.ordinal > a.ordinal)), 0),
  coalesce((SELECT max(m.at) FROM contributions AS own JOIN moderation AS m ON m.contribution_id = own.id
    WHERE own.participant_id = c.participant_id AND own.state = 'refused' AND m.decision = 'refused'), 0))`;

const lastTold = (column: string): string =>
  `(SELECT ${column} FROM told WHERE participant_id = c.participant_id ORDER BY ordinal DESC LIMIT 1)`;

const PEOPLE = `SELECT c.participant_id AS participantId, c.preference, c.language, devices.name AS kioskName,
    devices.place, ${NEWS_AT} AS newsAt, coalesce(${lastTold('through')}, 0) AS toldThrough,
    ${lastTold('told.at')} AS toldAt,
    (SELECT name FROM staff_accounts WHERE id = ${lastTold('account_id')}) AS toldBy
  FROM contacts AS c JOIN devices ON devices.id = c.device_id`;

export function feedbackStore(db: Sqlite): FeedbackStore {
  const log = auditLog(db);
  const page = db.prepare<
    [{ told: 0 | 1; place: string; preference: string; participantId: string; words: string; limit: number }],
    PersonRow
  >(
    `SELECT * FROM (${PEOPLE}) WHERE newsAt > 0 AND (toldThrough >= newsAt) = @told
       AND ${hasWords(`kioskName || ' ' || place`, '@words')}
       AND (place, preference, participantId) > (@place, @preference, @participantId)
     ORDER BY place, preference, participantId LIMIT @limit`,
  );
  const counts = db.prepare<[], { toTell: number; reachable: number }>(
    `SELECT count(*) AS reachable, coalesce(sum(newsAt > 0 AND toldThrough < newsAt), 0) AS toTell FROM (${PEOPLE})`,
  );
  const sealed = db.prepare<[string], { participantId: string; sealed: string }>(
    `SELECT participant_id AS participantId, sealed FROM contacts
     WHERE participant_id IN (SELECT value FROM json_each(?))`,
  );
  const reachable = db.prepare<[string], 1>('SELECT 1 FROM contacts WHERE participant_id = ?').pluck();
  const tell = db.prepare('INSERT INTO told (participant_id, through, at, account_id) VALUES (?, ?, ?, ?)');

  const open = db.transaction(
    ({ participantIds, at, accountId }: Parameters<FeedbackStore['contacts']>[0]) => {
      const found = sealed.all(JSON.stringify(participantIds));
      log({ at, accountId, action: 'contacts.opened', subject: String(found.length), detail: '' });
      return found;
    },
  );
  const mark = db.transaction(
    ({ participantId, through, at, accountId }: Parameters<FeedbackStore['tell']>[0]): boolean => {
      if (reachable.get(participantId) === undefined) return false;
      tell.run(participantId, through, at, accountId);
      const action = through === 0 ? 'person.not-told' : 'person.told';
      log({ at, accountId, action, subject: participantId, detail: '' });
      return true;
    },
  );

  return {
    page: async ({ told, after, words, limit }) => {
      const from = after ?? { place: '', preference: '', participantId: '' };
      return page.all({ ...from, told: told ? 1 : 0, words: JSON.stringify(words), limit }).map(personOf);
    },
    counts: async () => counts.get() ?? { toTell: 0, reachable: 0 },
    contacts: async (request) => open.immediate(request),
    tell: async (request) => mark.immediate(request),
  };
}
