import type { ChainEvidence, ChainRow } from '../../../common/domain/completeness.ts';
import type { LocalizedText } from '../../../common/domain/localized-text.ts';
import { type FactsRow, factsOf, type SessionRecord, type SessionStore } from '../sessions.ts';
import type { Postgres } from './database.ts';
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
type Link = Omit<ChainRow, 'header' | 'body'> & { header: Buffer; body: Buffer | null };

const LAST_SEQ = Number.MAX_SAFE_INTEGER;

/** Sealed ones count as what they are. */
const tally = (kind: string) =>
  `(SELECT count(*) FROM records WHERE session_id = sessions.id AND kind IN ('${kind}', '${kind}.sealed'))`;
/** The header may have been altered: then it has no time to tell. */
const timeOf = (kind: string) =>
  `(SELECT (perron_json(header) ->> 'at')::bigint FROM records
    WHERE session_id = sessions.id AND kind = '${kind}' LIMIT 1)`;
const FACTS = `
  SELECT sessions.id, sessions.ordinal, devices.id AS "kioskId", devices.name AS "kioskName",
    devices.consultation_id AS "kioskConsultationId",
    ${timeOf('session.opened')} AS "openedAt", ${timeOf('session.closed')} AS "closedAt",
    (SELECT body FROM records WHERE session_id = sessions.id AND kind = 'session.opened' LIMIT 1) AS "openedBody",
    ${tally('participant.welcomed')} AS participants, ${tally('idea')} AS ideas,
    ${tally('comment')} AS comments, ${tally('support')} AS supports,
    (SELECT count(*) FROM records WHERE session_id = sessions.id
       AND kind IN ('idea.sealed', 'comment.sealed')) AS sealed,
    (SELECT count(*) FROM quarantine WHERE session_id = sessions.id AND decided_at IS NULL) AS quarantined
  FROM sessions JOIN devices ON devices.id = sessions.device_id`;

// A quarantined record holds its place in the chain unless a stored one, or an earlier one, does.
const HELD = `rule <> 'chain-foreign'
  AND NOT EXISTS (SELECT 1 FROM records AS r WHERE r.chain_id = q.chain_id AND r.seq = q.seq)
  AND NOT EXISTS (SELECT 1 FROM quarantine AS p WHERE p.chain_id = q.chain_id AND p.seq = q.seq
    AND p.rule <> 'chain-foreign' AND p.id < q.id)`;
// What has another seal by now is to its header as if it were erased.
const LINKS = `
  SELECT seq, id, session_id AS "sessionId", kind, convert_to(header, 'UTF8') AS header,
    CASE WHEN resealed_at IS NULL THEN convert_to(body, 'UTF8') END AS body
  FROM records WHERE chain_id = $1 AND seq BETWEEN $2 AND $3
  UNION ALL
  SELECT seq, coalesce(record_id, ''), session_id, coalesce(kind, ''), header,
    CASE WHEN resealed_at IS NULL THEN body END FROM quarantine AS q
  WHERE ${HELD} AND chain_id = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq`;
const ON_BRANCHES = `
  SELECT seq, id, session_id AS "sessionId", kind, convert_to(header, 'UTF8') AS header,
    CASE WHEN resealed_at IS NULL THEN convert_to(body, 'UTF8') END AS body
  FROM chains JOIN records USING (chain_id)
  WHERE fork_of = $1 AND seq BETWEEN $2 AND $3 ORDER BY chain_id, seq`;
// Each from the index alone: a chain grows for as long as its kiosk lives.
const BEFORE = `
  SELECT greatest((SELECT max(seq) FROM records WHERE chain_id = $1 AND seq < $2),
    (SELECT max(seq) FROM quarantine AS q WHERE ${HELD} AND chain_id = $1 AND seq < $2)) AS seq`;
const ANOTHER = 'chain_id = $1 AND seq > $2 AND session_id <> $3 ORDER BY seq LIMIT 1';
const NEXT_SESSION = `
  SELECT least((SELECT seq FROM records WHERE ${ANOTHER}),
    (SELECT seq FROM quarantine AS q WHERE ${HELD} AND ${ANOTHER})) AS seq`;

const counted = (column: string, name: string, kinds: string) =>
  `SELECT contributions.${column} AS "${name}", count(*) AS count FROM records
   JOIN contributions ON contributions.id = records.id
   WHERE records.session_id = ANY($1::text[]) AND records.kind IN (${kinds}) AND withdrawn_at IS NULL
   GROUP BY contributions.${column} ORDER BY count(*) DESC, contributions.${column} NULLS FIRST`;

/** What a session is found by: its kiosk, and what the city calls what it was held for. */
const NAMED = `devices.name || ' ' || devices.place
  || coalesce((SELECT ' ' || ${inAllLanguages('document', 'title')} FROM documents
    WHERE kind = 'event' AND id = sessions.workshop_id), '')
  || coalesce((SELECT ' ' || ${inAllLanguages('document', 'title')} FROM documents
    WHERE kind = 'consultation' AND id = devices.consultation_id), '')`;

/** By what the session recorded, which is found by an index; a consultation may have a thousand times as much. */
const within = (table: 'contributions' | 'supports', id: 'id' | 'record_id') =>
  `EXISTS (SELECT 1 FROM records AS r JOIN ${table} AS c ON c.${id} = r.id
     WHERE r.session_id = sessions.id AND c.consultation_id = $3)`;

const asText = ({ header, body, ...row }: Link): ChainRow => ({
  ...row,
  header: header.toString('utf8'),
  body: body === null ? null : body.toString('utf8'),
});

export function sessionStore(db: Postgres): SessionStore {
  const evidenceOf = async (
    { chainId, first, last, headSeq, headHash, reported }: Extent,
    sessionId: string,
  ): Promise<ChainEvidence> => {
    const before = await db.one<{ seq: number | null }>(BEFORE, chainId, first);
    const next = await db.one<{ seq: number | null }>(NEXT_SESSION, chainId, last, sessionId);
    const from = before?.seq ?? first;
    const to = next?.seq ?? LAST_SEQ;
    const rows = await db.rows<Link>(LINKS, chainId, from, to);
    const onBranches = await db.rows<Link>(ON_BRANCHES, chainId, from, to);
    const conflicts = await db.rows<{ seq: number }>(
      `SELECT seq FROM chains JOIN records USING (chain_id) WHERE fork_of = $1 AND seq BETWEEN $2 AND $3
       UNION
       SELECT q.seq FROM quarantine AS q
       WHERE q.chain_id = $1 AND q.seq BETWEEN $2 AND $3 AND q.rule <> 'chain-foreign' AND (
         EXISTS (SELECT 1 FROM records AS r WHERE r.chain_id = q.chain_id AND r.seq = q.seq AND r.hash <> q.hash)
         OR EXISTS (SELECT 1 FROM quarantine AS p WHERE p.chain_id = q.chain_id AND p.seq = q.seq
           AND p.rule <> 'chain-foreign' AND p.hash <> q.hash))
       ORDER BY seq`,
      chainId,
      from,
      to,
    );
    return {
      chainId,
      rows: rows.map(asText),
      branches: onBranches.map(asText),
      head: headHash === null ? null : { seq: headSeq, hash: headHash },
      reported,
      conflicts: conflicts.map(({ seq }) => seq),
    };
  };

  return {
    page: async ({ before, words, consultationId = null, limit }) =>
      (
        await db.rows<FactsRow>(
          `${FACTS} WHERE sessions.ordinal < $1 AND ${hasWords(NAMED, '$2')}
             AND ($3::text IS NULL OR ${within('contributions', 'id')} OR ${within('supports', 'record_id')})
           ORDER BY sessions.ordinal DESC LIMIT $4`,
          before ?? LAST_SEQ,
          words,
          consultationId,
          limit,
        )
      ).map(factsOf),
    async find(sessionId) {
      const row = await db.one<FactsRow>(`${FACTS} WHERE sessions.id = $1`, sessionId);
      return row && factsOf(row);
    },
    async ofWorkshop(eventId) {
      const rows = await db.rows<FactsRow>(
        `${FACTS} WHERE sessions.workshop_id = $1 ORDER BY sessions.ordinal`,
        eventId,
      );
      return rows.map(factsOf);
    },
    tally: async (sessionIds) => ({
      byTopic: await db.rows(counted('topic_id', 'topicId', `'idea'`), sessionIds),
      byLanguage: await db.rows(counted('language', 'language', `'idea', 'comment'`), sessionIds),
    }),
    async evidence(sessionId) {
      const touched = await db.rows<Extent>(
        `SELECT chain_id AS "chainId", first, last, head_seq AS "headSeq", head_hash AS "headHash", reported_seq AS reported
         FROM (SELECT coalesce(fork_of, chain_id) AS chain_id, min(seq) AS first, max(seq) AS last
               FROM (SELECT chain_id, seq FROM records WHERE session_id = $1
                     UNION ALL
                     SELECT chain_id, seq FROM quarantine WHERE session_id = $1 AND rule <> 'chain-foreign') AS kept
               JOIN chains USING (chain_id) GROUP BY 1) AS touched
         JOIN chains USING (chain_id) ORDER BY chain_id`,
        sessionId,
      );
      // The session is named by the first of its records, so one without any has lost them.
      const among =
        touched.length > 0
          ? touched
          : await db.rows<Extent>(
              `SELECT chain_id AS "chainId", 1::bigint AS first, ${LAST_SEQ} AS last, head_seq AS "headSeq",
                 head_hash AS "headHash", reported_seq AS reported
               FROM sessions JOIN chains USING (device_id) WHERE sessions.id = $1 AND fork_of IS NULL ORDER BY chain_id`,
              sessionId,
            );
      const evidence: ChainEvidence[] = [];
      for (const extent of among) evidence.push(await evidenceOf(extent, sessionId));
      return evidence;
    },
    contributions: ({ sessionId, after, limit }) =>
      db.rows<SessionRecord>(
        `SELECT records.ordinal, records.id, coalesce(chains.fork_of, chain_id) AS "chainId", records.seq, records.kind,
           records.participant_id AS "participantId", records.header, records.hash, records.body,
           records.received_at AS "receivedAt",
           CASE WHEN records.body IS NULL THEN 'withdrawn' ELSE coalesce(contributions.state, 'published') END AS state,
           contributions.decision, chains.device_id AS "deviceId", contributions.title, contributions.words,
           contributions.language, contributions.authorship,
           contributions.people, contributions.confirmed_by AS "confirmedBy", contributions.revision,
           CASE WHEN records.kind = 'idea' THEN
             (SELECT count(*) FROM supports WHERE target_id = records.id AND target_kind = 'idea') ELSE 0 END AS supports,
           CASE WHEN records.kind = 'idea' THEN (SELECT count(*) FROM supports
             WHERE target_id = records.id AND target_kind = 'idea' AND alone = 1) ELSE 0 END AS "supportsAlone",
           (SELECT welcome.body FROM records AS welcome WHERE welcome.session_id = records.session_id
             AND welcome.kind IN ('participant.welcomed', 'participant.resumed') AND welcome.participant_id = records.participant_id
             LIMIT 1) AS welcome
         FROM records JOIN chains USING (chain_id) LEFT JOIN contributions ON contributions.id = records.id
         WHERE records.session_id = $1 AND records.kind IN ('idea', 'comment', 'support') AND records.ordinal > $2
         ORDER BY records.ordinal LIMIT $3`,
        sessionId,
        after,
        limit,
      ),
    async targetTitles(ids) {
      const found = new Map<string, LocalizedText>();
      const ideas = await db.rows<{ id: string; title: string; language: string }>(
        `SELECT id, title, language FROM contributions WHERE kind = 'idea' AND id = ANY($1::text[])`,
        ids,
      );
      for (const { id, title, language } of ideas) found.set(id, { [language]: title });
      const proposals = await db.rows<{ id: string; title: string }>(
        `SELECT id, document::json ->> 'title' AS title FROM documents
         WHERE kind = 'proposal' AND id = ANY($1::text[])`,
        ids,
      );
      for (const { id, title } of proposals) found.set(id, JSON.parse(title));
      return found;
    },
    async documentTitle({ kind, id }) {
      const row = await db.one<{ title: string }>(
        `SELECT document::json ->> 'title' AS title FROM documents WHERE kind = $1 AND id = $2`,
        kind,
        id,
      );
      return row === null ? null : JSON.parse(row.title);
    },
    async recordsByDevice(deviceIds) {
      const rows = await db.rows<{ deviceId: string; records: number; quarantined: number }>(
        `SELECT id AS "deviceId",
           (SELECT coalesce(sum(records), 0) FROM chains JOIN chain_counts USING (chain_id) WHERE device_id = devices.id) AS records,
           (SELECT count(*) FROM quarantine WHERE device_id = devices.id AND decided_at IS NULL) AS quarantined
         FROM devices WHERE id = ANY($1::text[])`,
        deviceIds,
      );
      return new Map(rows.map(({ deviceId, ...counts }) => [deviceId, counts]));
    },
  };
}
