import type { ChainEvidence, ChainRow } from '../../../common/domain/completeness.ts';
import type { LocalizedText } from '../../../common/domain/localized-text.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { type FactsRow, factsOf, type SessionRecord, type SessionStore } from '../sessions.ts';
import { hasWords, inAllLanguages } from './search.ts';

/** How far a session's rows reach on one of its chains, and what else is known of that chain. */
type Extent = {
  chainId: string;
  first: number;
  last: number;
  headSeq: number;
  headHash: string | null;
  reported: number;
};

const LAST_SEQ = Number.MAX_SAFE_INTEGER;

/** Sealed ones count as what they are. */
const tally = (kind: string) =>
  `(SELECT count(*) FROM records WHERE session_id = sessions.id AND kind IN ('${kind}', '${kind}.sealed'))`;
/** The header may have been altered: then it has no time to tell. */
const timeOf = (kind: string) =>
  `(SELECT CASE WHEN json_valid(header) THEN json_extract(header, '$.at') END FROM records
    WHERE session_id = sessions.id AND kind = '${kind}' LIMIT 1)`;
const FACTS = `
  SELECT sessions.id, sessions.ordinal, devices.id AS kioskId, devices.name AS kioskName, devices.consultation_id AS kioskConsultationId,
    ${timeOf('session.opened')} AS openedAt, ${timeOf('session.closed')} AS closedAt,
    (SELECT body FROM records WHERE session_id = sessions.id AND kind = 'session.opened' LIMIT 1) AS openedBody,
    ${tally('participant.welcomed')} AS participants, ${tally('idea')} AS ideas,
    ${tally('comment')} AS comments, ${tally('support')} AS supports,
    (SELECT count(*) FROM records WHERE session_id = sessions.id
       AND kind IN ('idea.sealed', 'comment.sealed')) AS sealed,
    (SELECT count(*) FROM quarantine WHERE session_id = sessions.id AND decided_at IS NULL) AS quarantined
  FROM sessions JOIN devices ON devices.id = sessions.device_id`;

/** What has another seal by now is to its header as if it were erased. */
const AS_IT_CAME = 'CASE WHEN resealed_at IS NULL THEN body END AS body';

/** A quarantined record holds its place in the chain unless a stored one, or an earlier one, does. */
const HELD = `rule <> 'chain-foreign'
  AND NOT EXISTS (SELECT 1 FROM records WHERE chain_id = q.chain_id AND seq = q.seq)
  AND NOT EXISTS (SELECT 1 FROM quarantine WHERE chain_id = q.chain_id AND seq = q.seq
    AND rule <> 'chain-foreign' AND id < q.id)`;

/** What a session is found by: its kiosk, and what the city calls what it was held for. */
const NAMED = `devices.name || ' ' || devices.place
  || coalesce((SELECT ' ' || ${inAllLanguages('document', 'title')} FROM documents
    WHERE kind = 'event' AND id = sessions.workshop_id), '')
  || coalesce((SELECT ' ' || ${inAllLanguages('document', 'title')} FROM documents
    WHERE kind = 'consultation' AND id = devices.consultation_id), '')`;

export function sessionStore(db: Sqlite): SessionStore {
  // By what the session recorded, which is found by an index; a consultation may have a thousand times as much.
  const within = (table: 'contributions' | 'supports', id: 'id' | 'record_id') =>
    `EXISTS (SELECT 1 FROM records AS r JOIN ${table} AS c ON c.${id} = r.id
       WHERE r.session_id = sessions.id AND c.consultation_id = @consultationId)`;
  const page = db.prepare<
    [{ before: number; words: string; consultationId: string | null; limit: number }],
    FactsRow
  >(
    `${FACTS} WHERE sessions.ordinal < @before AND ${hasWords(NAMED, '@words')}
       AND (@consultationId IS NULL OR ${within('contributions', 'id')} OR ${within('supports', 'record_id')})
     ORDER BY sessions.ordinal DESC LIMIT @limit`,
  );
  const one = db.prepare<[string], FactsRow>(`${FACTS} WHERE sessions.id = ?`);

  const ofWorkshop = db.prepare<[string], FactsRow>(
    `${FACTS} WHERE sessions.workshop_id = ? ORDER BY sessions.ordinal`,
  );
  const counted = (column: string, name: string, kinds: string) =>
    `SELECT contributions.${column} AS ${name}, count(*) AS count FROM records
     JOIN contributions ON contributions.id = records.id
     WHERE records.session_id IN (SELECT value FROM json_each(?)) AND records.kind IN (${kinds})
       AND withdrawn_at IS NULL
     GROUP BY contributions.${column} ORDER BY count(*) DESC, contributions.${column}`;
  const byTopic = db.prepare<[string], { topicId: string | null; count: number }>(
    counted('topic_id', 'topicId', `'idea'`),
  );
  const byLanguage = db.prepare<[string], { language: string; count: number }>(
    counted('language', 'language', `'idea', 'comment'`),
  );

  const extents = db.prepare<[string, string], Extent>(
    `SELECT chain_id AS chainId, first, last, head_seq AS headSeq, head_hash AS headHash, reported_seq AS reported
     FROM (SELECT coalesce(fork_of, chain_id) AS chain_id, min(seq) AS first, max(seq) AS last
           FROM (SELECT chain_id, seq FROM records WHERE session_id = ?
                 UNION ALL
                 SELECT chain_id, seq FROM quarantine WHERE session_id = ? AND rule <> 'chain-foreign')
           JOIN chains USING (chain_id) GROUP BY 1)
     JOIN chains USING (chain_id) ORDER BY chain_id`,
  );
  // The session is named by the first of its records, so one without any has lost them.
  const chainsOfKiosk = db.prepare<[string], Extent>(
    `SELECT chain_id AS chainId, 1 AS first, ${LAST_SEQ} AS last, head_seq AS headSeq, head_hash AS headHash,
       reported_seq AS reported
     FROM sessions JOIN chains USING (device_id) WHERE sessions.id = ? AND fork_of IS NULL ORDER BY chain_id`,
  );
  // Each from the index alone: a chain grows for as long as its kiosk lives.
  const before = db
    .prepare<[string, number, string, number], number | null>(
      `SELECT max(seq) FROM (SELECT max(seq) AS seq FROM records WHERE chain_id = ? AND seq < ?
         UNION ALL SELECT max(seq) FROM quarantine AS q WHERE ${HELD} AND chain_id = ? AND seq < ?)`,
    )
    .pluck();
  const another = `chain_id = @chainId AND seq > @last AND session_id <> @sessionId ORDER BY seq LIMIT 1`;
  const nextSession = db
    .prepare<[{ chainId: string; last: number; sessionId: string }], number | null>(
      `SELECT min(seq) FROM (SELECT * FROM (SELECT seq FROM records WHERE ${another})
         UNION ALL SELECT * FROM (SELECT seq FROM quarantine AS q WHERE ${HELD} AND ${another}))`,
    )
    .pluck();
  const rows = db.prepare<[string, number, number, string, number, number], ChainRow>(
    `SELECT seq, id, session_id AS sessionId, kind, header, ${AS_IT_CAME} FROM records
     WHERE chain_id = ? AND seq BETWEEN ? AND ?
     UNION ALL
     SELECT seq, coalesce(record_id, ''), session_id, coalesce(kind, ''), header, ${AS_IT_CAME} FROM quarantine AS q
     WHERE ${HELD} AND chain_id = ? AND seq BETWEEN ? AND ? ORDER BY seq`,
  );
  const onBranches = db.prepare<[string, number, number], ChainRow>(
    `SELECT seq, id, session_id AS sessionId, kind, header, ${AS_IT_CAME} FROM chains JOIN records USING (chain_id)
     WHERE fork_of = ? AND seq BETWEEN ? AND ? ORDER BY chain_id, seq`,
  );
  const conflicts = db
    .prepare<[{ chainId: string; from: number; to: number }], number>(
      `SELECT seq FROM chains JOIN records USING (chain_id) WHERE fork_of = @chainId AND seq BETWEEN @from AND @to
       UNION
       SELECT q.seq FROM quarantine AS q
       WHERE q.chain_id = @chainId AND q.seq BETWEEN @from AND @to AND q.rule <> 'chain-foreign' AND (
         EXISTS (SELECT 1 FROM records AS r WHERE r.chain_id = q.chain_id AND r.seq = q.seq AND r.hash <> q.hash)
         OR EXISTS (SELECT 1 FROM quarantine AS p WHERE p.chain_id = q.chain_id AND p.seq = q.seq
           AND p.rule <> 'chain-foreign' AND p.hash <> q.hash))
       ORDER BY seq`,
    )
    .pluck();

  const contributions = db.prepare<[string, number, number], SessionRecord>(
    `SELECT records.ordinal, records.id, coalesce(chains.fork_of, chain_id) AS chainId, records.seq, records.kind,
       records.participant_id AS participantId, records.header, records.hash, records.body,
       records.received_at AS receivedAt,
       CASE WHEN records.body IS NULL THEN 'withdrawn' ELSE coalesce(contributions.state, 'published') END AS state,
       contributions.decision, chains.device_id AS deviceId, contributions.title, contributions.words,
       contributions.language, contributions.authorship,
       contributions.people, contributions.confirmed_by AS confirmedBy, contributions.revision,
       CASE WHEN records.kind = 'idea' THEN
         (SELECT count(*) FROM supports WHERE target_id = records.id AND target_kind = 'idea') ELSE 0 END AS supports,
       CASE WHEN records.kind = 'idea' THEN (SELECT count(*) FROM supports
         WHERE target_id = records.id AND target_kind = 'idea' AND alone = 1) ELSE 0 END AS supportsAlone,
       (SELECT welcome.body FROM records AS welcome WHERE welcome.session_id = records.session_id
         AND welcome.kind IN ('participant.welcomed', 'participant.resumed') AND welcome.participant_id = records.participant_id
         LIMIT 1) AS welcome
     FROM records JOIN chains USING (chain_id) LEFT JOIN contributions ON contributions.id = records.id
     WHERE records.session_id = ? AND records.kind IN ('idea', 'comment', 'support') AND records.ordinal > ?
     ORDER BY records.ordinal LIMIT ?`,
  );
  const ideaTitles = db.prepare<[string], { id: string; title: string; language: string }>(
    `SELECT id, title, language FROM contributions
     WHERE kind = 'idea' AND id IN (SELECT value FROM json_each(?))`,
  );
  const proposals = db.prepare<[string], { id: string; title: string }>(
    `SELECT id, json_extract(document, '$.title') AS title FROM documents
     WHERE kind = 'proposal' AND id IN (SELECT value FROM json_each(?))`,
  );
  const title = db
    .prepare<[string, string], string>(
      `SELECT json_extract(document, '$.title') FROM documents WHERE kind = ? AND id = ?`,
    )
    .pluck();
  const byDevice = db.prepare<[string], { deviceId: string; records: number; quarantined: number }>(
    `SELECT id AS deviceId,
       (SELECT coalesce(sum(records), 0) FROM chains JOIN chain_counts USING (chain_id) WHERE device_id = devices.id) AS records,
       (SELECT count(*) FROM quarantine WHERE device_id = devices.id AND decided_at IS NULL) AS quarantined
     FROM devices WHERE id IN (SELECT value FROM json_each(?))`,
  );

  return {
    async page({ before: ordinal, words, consultationId = null, limit }) {
      const named = JSON.stringify(words);
      return page.all({ before: ordinal ?? LAST_SEQ, words: named, consultationId, limit }).map(factsOf);
    },
    async find(sessionId) {
      const row = one.get(sessionId);
      return row ? factsOf(row) : null;
    },
    ofWorkshop: async (eventId) => ofWorkshop.all(eventId).map(factsOf),
    async tally(sessionIds) {
      const ids = JSON.stringify(sessionIds);
      return { byTopic: byTopic.all(ids), byLanguage: byLanguage.all(ids) };
    },
    async evidence(sessionId): Promise<ChainEvidence[]> {
      const touched = extents.all(sessionId, sessionId);
      const among = touched.length > 0 ? touched : chainsOfKiosk.all(sessionId);
      return among.map(({ chainId, first, last, headSeq, headHash, reported }) => {
        const from = before.get(chainId, first, chainId, first) ?? first;
        const to = nextSession.get({ chainId, last, sessionId }) ?? LAST_SEQ;
        return {
          chainId,
          rows: rows.all(chainId, from, to, chainId, from, to),
          branches: onBranches.all(chainId, from, to),
          head: headHash === null ? null : { seq: headSeq, hash: headHash },
          reported,
          conflicts: conflicts.all({ chainId, from, to }),
        };
      });
    },
    contributions: async ({ sessionId, after, limit }) => contributions.all(sessionId, after, limit),
    async targetTitles(ids) {
      const wanted = JSON.stringify(ids);
      const found = new Map<string, LocalizedText>();
      for (const idea of ideaTitles.all(wanted)) found.set(idea.id, { [idea.language]: idea.title });
      for (const proposal of proposals.all(wanted)) found.set(proposal.id, JSON.parse(proposal.title));
      return found;
    },
    async documentTitle({ kind, id }) {
      const text = title.get(kind, id);
      return text === undefined ? null : JSON.parse(text);
    },
    async recordsByDevice(deviceIds) {
      return new Map(
        byDevice.all(JSON.stringify(deviceIds)).map(({ deviceId, ...counts }) => [deviceId, counts]),
      );
    },
  };
}
