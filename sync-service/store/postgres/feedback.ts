import { type FeedbackStore, type PersonRow, personOf } from '../feedback.ts';
import { BOTH } from '../merges.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';
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
const NEWS_AT = `greatest(
  coalesce((SELECT max(a.at) FROM answers AS a WHERE a.state IS NOT NULL AND a.target_id IN (${ANSWERED})
    AND NOT EXISTS (SELECT 1 FROM answers AS later WHERE later.target_id = a.target_id
      AND later.target_kind = a.target_kind AND later.ordinal > a.ordinal)), 0),
  coalesce((SELECT max(m.at) FROM contributions AS own JOIN moderation AS m ON m.contribution_id = own.id
    WHERE own.participant_id = c.participant_id AND own.state = 'refused' AND m.decision = 'refused'), 0))`;

const lastTold = (column: string): string =>
  `(SELECT ${column} FROM told WHERE participant_id = c.participant_id ORDER BY ordinal DESC LIMIT 1)`;

const PEOPLE = `SELECT c.participant_id AS "participantId", c.preference, c.language, devices.name AS "kioskName",
    devices.place, ${NEWS_AT} AS "newsAt", coalesce(${lastTold('through')}, 0) AS "toldThrough",
    ${lastTold('told.at')} AS "toldAt",
    (SELECT name FROM staff_accounts WHERE id = ${lastTold('account_id')}) AS "toldBy"
  FROM contacts AS c JOIN devices ON devices.id = c.device_id`;

export function feedbackStore(db: Postgres): FeedbackStore {
  const log = auditLog(db);
  return {
    async page({ told, after, words, limit }) {
      const { place, preference, participantId } = after ?? { place: '', preference: '', participantId: '' };
      const rows = await db.rows<PersonRow>(
        `SELECT * FROM (${PEOPLE}) AS people WHERE "newsAt" > 0 AND ("toldThrough" >= "newsAt") = $1::boolean
           AND (place, preference, "participantId") > ($2, $3, $4) AND ${hasWords(`"kioskName" || ' ' || place`, '$5')}
         ORDER BY place, preference, "participantId" LIMIT $6`,
        told,
        place,
        preference,
        participantId,
        words,
        limit,
      );
      return rows.map(personOf);
    },
    async counts() {
      const counted = await db.one<{ toTell: number; reachable: number }>(
        `SELECT count(*) AS reachable,
           count(*) FILTER (WHERE "newsAt" > 0 AND "toldThrough" < "newsAt") AS "toTell"
         FROM (${PEOPLE}) AS people`,
      );
      return counted ?? { toTell: 0, reachable: 0 };
    },
    contacts: ({ participantIds, at, accountId }) =>
      db.transaction(async () => {
        const found = await db.rows<{ participantId: string; sealed: string }>(
          `SELECT participant_id AS "participantId", sealed FROM contacts
           WHERE participant_id = ANY($1::text[])`,
          participantIds,
        );
        await log({ at, accountId, action: 'contacts.opened', subject: String(found.length), detail: '' });
        return found;
      }),
    tell: ({ participantId, through, at, accountId }) =>
      db.transaction(async () => {
        const reachable = await db.one('SELECT 1 FROM contacts WHERE participant_id = $1', participantId);
        if (reachable === null) return false;
        await db.run(
          'INSERT INTO told (participant_id, through, at, account_id) VALUES ($1, $2, $3, $4)',
          participantId,
          through,
          at,
          accountId,
        );
        const action = through === 0 ? 'person.not-told' : 'person.told';
        await log({ at, accountId, action, subject: participantId, detail: '' });
        return true;
      }),
  };
}
