import {
  type ContributionStore,
  type ExportedRow,
  type ExportFilter,
  type ExportSource,
  exportedContribution,
  type LanguageCount,
  type OwnRow,
  ownContribution,
  periodOf,
  sourceOf,
} from '../contributions.ts';
import { joinedWith, targetJoinedWith } from '../merges.ts';
import { LAST_REASON } from '../moderation-rows.ts';
import { AUTHOR, counted, nothingTouched, supportsOf } from '../published.ts';
import { TAKEN_BACK } from '../quarantine.ts';
import { TIMING } from '../waiting.ts';
import type { Postgres } from './database.ts';
import { JOINED, lastAnswer, publication } from './publication.ts';

const MERGED = `${joinedWith('c')} AS "mergedInto", ${targetJoinedWith('c')} AS "targetMergedInto", ${JOINED} AS joined`;
/** What a comment or a support is shown beside. */
const TARGET_OF_C = `coalesce(${targetJoinedWith('c')}, c.target_id)`;
const TARGET_OF_S = `coalesce(${targetJoinedWith('s')}, s.target_id)`;

const SHOWN_STATE = "CASE WHEN c.withdrawn_at IS NULL THEN c.state ELSE 'withdrawn' END";

const KIOSK_NAME =
  '(SELECT name FROM devices WHERE devices.id = c.device_id) AS "kioskName", c.device_id AS "deviceId"';
/** Of `records AS r`, and of the record that welcomed the person behind `c`. */
const PROVENANCE = `perron_json(r.header) ->> 'mode' AS mode,
  (SELECT perron_json(substr(body, 23)) #>> '{consents,0,version}'
   FROM records WHERE id = (SELECT record_id FROM participants WHERE participants.id = c.participant_id)) AS "consentVersion",
  (SELECT coalesce(fork_of, chain_id) FROM chains WHERE chains.chain_id = r.chain_id) AS "chainId", r.seq, r.hash AS "headerHash"`;

/** The values of `$1` to `$8`, in this order. */
const narrowing = (filter: ExportFilter) => {
  const { consultationId, sessionId, kind, language, state, standing } = filter;
  const { from, to } = periodOf(filter);
  return [consultationId, sessionId, from, to, kind, language, state, standing ?? null] as const;
};
/** An index finds a consultation's in the order of arrival. */
const narrowed = (from = '$3'): string =>
  `c.consultation_id = $1 AND c.received_at >= ${from} AND c.received_at < $4`;
/** Of ideas and comments: what an index finds. */
const FOUND: { readonly [S in ExportSource]: string } = {
  all: 'TRUE',
  session: "c.id IN (SELECT id FROM records WHERE session_id = $2 AND kind IN ('idea', 'comment'))",
  'not-shown': "c.state = $7 AND c.state <> 'published' AND c.withdrawn_at IS NULL",
};
const exportedOf = (source: ExportSource, from?: string): string => `${narrowed(from)}
  AND ($2::text IS NULL OR c.session_id = $2) AND ${FOUND[source]}
  AND ($5::text IS NULL OR c.kind = $5) AND ($6::text IS NULL OR c.language = $6)
  AND ($7::text IS NULL OR c.state = $7 AND c.withdrawn_at IS NULL)
  AND ($8::boolean IS NULL OR ${joinedWith('c')} IS NULL)`;
const exportedSupportsOf = (source: ExportSource): string => `${narrowed()}
  AND ${source === 'session' ? 'c.session_id = $2' : '$2::text IS NULL'} AND $5::text = 'support' AND $6::text IS NULL
  AND ($7::text IS NULL OR $7 = 'published') AND ($8::boolean IS NULL OR $8)`;
const LAST = (column: string): string => `(SELECT ${column} FROM contributions WHERE id = $9)`;

const targetTitle = (kind: string, id: string): string =>
  `(SELECT title FROM contributions AS t
    WHERE ${kind} = 'idea' AND t.id = ${id} AND t.kind = 'idea' AND t.state = 'published')`;
const answerTo = (kind: string, id: string): string =>
  `CASE ${kind} WHEN 'idea' THEN ${lastAnswer('idea', id)} WHEN 'proposal' THEN ${lastAnswer('proposal', id)} END`;

/** Staff have not decided about what is doubtful. */
const OWN_TIMING = `CASE WHEN c.decision IS NULL OR EXISTS (SELECT 1 FROM after_end WHERE record_id = c.id AND timing = 'late')
  THEN (SELECT timing FROM after_end WHERE record_id = c.id AND timing <> 'in') END AS timing`;
/** With those that came after the end, which are counted nowhere. */
const GIVEN = `SELECT record_id, target_id, target_kind, recorded_at, 'published' AS state, NULL AS timing
    FROM supports WHERE participant_id = $1
  UNION ALL
  SELECT r.id, substr(r.body, 23)::json ->> 'targetId', substr(r.body, 23)::json ->> 'targetKind', e.at, 'held', 'late'
    FROM records AS r JOIN after_end AS e ON e.record_id = r.id
    WHERE r.participant_id = $1 AND r.kind = 'support' AND e.timing = 'late' AND r.body IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM supports WHERE participant_id = $1 AND target_id = substr(r.body, 23)::json ->> 'targetId')`;

// Comments and supports show what they are about: an idea's title, as far as the idea is here and published.
const OWN = `SELECT c.id, c.kind, coalesce(c.title, ${targetTitle('c.target_kind', TARGET_OF_C)}) AS title, c.words, c.language,
       c.recorded_at AS at, ${SHOWN_STATE} AS state, ${supportsOf('idea', 'coalesce(kept.id, c.id)')} AS supports,
       ${TARGET_OF_C} AS "targetId", c.target_kind AS "targetKind", c.revision, c.contested,
       CASE WHEN c.state = 'refused' THEN ${LAST_REASON} END AS reason,
       CASE c.kind WHEN 'idea' THEN coalesce(${lastAnswer('idea', 'kept.id')}, ${lastAnswer('idea', 'c.id')})
         ELSE coalesce(${answerTo('c.target_kind', TARGET_OF_C)}, ${answerTo('c.target_kind', 'c.target_id')}) END AS answer,
       kept.id AS "mergedId", kept.title AS "mergedTitle", kept.language AS "mergedLanguage",
       ${OWN_TIMING}, c.correction_timing AS "correctionTiming"
     FROM contributions AS c LEFT JOIN contributions AS kept ON kept.id = ${joinedWith('c', 'kept.id')} WHERE c.participant_id = $1
     UNION ALL
     SELECT id, replace(kind, '.sealed', ''), NULL, NULL, substr(body, 23)::json ->> 'language',
       (header::json ->> 'at')::bigint, CASE WHEN body IS NULL THEN 'withdrawn' ELSE 'held' END, 0, NULL, NULL, NULL, 0, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
     FROM records WHERE participant_id = $1 AND kind IN ('idea.sealed', 'comment.sealed')
     UNION ALL
     SELECT s.record_id, 'support', idea.title, NULL, idea.language, s.recorded_at, s.state,
       CASE s.target_kind WHEN 'idea' THEN ${supportsOf('idea', TARGET_OF_S)} ELSE ${supportsOf('proposal', 's.target_id')} END,
       ${TARGET_OF_S}, s.target_kind, NULL, 0, NULL,
       coalesce(${answerTo('s.target_kind', TARGET_OF_S)}, ${answerTo('s.target_kind', 's.target_id')}), NULL, NULL, NULL, s.timing, NULL
     FROM (${GIVEN}) AS s LEFT JOIN contributions AS idea
       ON idea.id = ${TARGET_OF_S} AND s.target_kind = 'idea' AND idea.kind = 'idea' AND idea.state = 'published'
     ORDER BY at, id`;

/** Of `contributions AS c LEFT JOIN records AS r`. */
const WORDED_COLUMNS = `${TIMING}, c.correction_timing AS "correctionTiming", c.id, c.kind, origin, ${KIOSK_NAME}, c.session_id AS "sessionId",
    c.participant_id AS "participantId", topic_id AS "topicId", title, words, language, target_id AS "targetId",
    target_kind AS "targetKind", authorship, revision, people, confirmed_by AS "confirmedBy", ${AUTHOR},
    ${SHOWN_STATE} AS state, decision,
    CASE WHEN state = 'refused' THEN ${LAST_REASON} END AS reason,
    ${MERGED}, ${counted('idea', 'c.id')}, ${lastAnswer('idea', 'c.id')} AS answer,
    attribution, recorded_at AS "recordedAt", c.received_at AS "receivedAt", ${PROVENANCE}`;
/** Which they are stands in an index; only their own words are read. */
const worded = (source: ExportSource) => `SELECT ${WORDED_COLUMNS}
  FROM contributions AS c LEFT JOIN records AS r ON r.id = c.id
  WHERE c.ordinal IN (SELECT c.ordinal FROM contributions AS c
    WHERE ${exportedOf(source, `greatest($3, coalesce(${LAST('received_at')}, 0))`)}
      AND ($9::text IS NULL OR c.received_at > ${LAST('received_at')} OR c.ordinal > ${LAST('ordinal')})
    ORDER BY c.received_at, c.ordinal LIMIT $10)
  ORDER BY c.received_at, c.ordinal`;

const supports = (
  source: ExportSource,
) => `SELECT c.record_id AS id, 'support' AS kind, 'kiosk' AS origin, ${KIOSK_NAME},
    c.session_id AS "sessionId", c.participant_id AS "participantId", NULL AS "topicId", NULL AS title, NULL AS words,
    NULL AS language, target_id AS "targetId", target_kind AS "targetKind", NULL AS authorship, NULL AS revision,
    NULL AS timing, NULL AS "correctionTiming", NULL AS people, NULL AS "confirmedBy", NULL AS author,
    'published' AS state, NULL AS decision, NULL AS reason, NULL AS "mergedInto", ${targetJoinedWith('c')} AS "targetMergedInto", '[]' AS joined, 0 AS supports, 0 AS "supportsAlone", 0 AS comments, NULL AS answer,
    NULL AS attribution, recorded_at AS "recordedAt", c.received_at AS "receivedAt", ${PROVENANCE}
  FROM supports AS c LEFT JOIN records AS r ON r.id = c.record_id
  WHERE c.record_id > coalesce($9, '') AND ${exportedSupportsOf(source)}
  ORDER BY c.record_id LIMIT $10`;

export function contributionStore(db: Postgres): ContributionStore {
  const documents = publication(db);
  return {
    exported: async ({ filter, after, limit }) =>
      (
        await db.rows<ExportedRow>(
          (filter.kind === 'support' ? supports : worded)(sourceOf(filter)),
          ...narrowing(filter),
          after,
          limit,
        )
      ).map(exportedContribution),
    changed: async ({ consultationId, position, limit }) =>
      (
        await db.rows<ExportedRow & { position: number }>(
          `SELECT change.position, ${WORDED_COLUMNS} FROM contribution_changes AS change
             JOIN contributions AS c ON c.id = change.contribution_id LEFT JOIN records AS r ON r.id = c.id
           WHERE change.consultation_id = $1 AND change.position > $2
           ORDER BY change.position LIMIT $3`,
          consultationId,
          position,
          limit,
        )
      ).map(({ position: at, ...row }) => ({ ...exportedContribution(row), position: at })),
    async lastChange(consultationId) {
      const row = await db.one<{ position: number | null }>(
        'SELECT max(position) AS position FROM contribution_changes WHERE consultation_id = $1',
        consultationId,
      );
      return row?.position ?? 0;
    },
    async exportedCount(filter) {
      const source = sourceOf(filter);
      const row = await db.one<{ count: number }>(
        filter.kind === 'support'
          ? `SELECT count(*) AS count FROM supports AS c WHERE ${exportedSupportsOf(source)}`
          : `SELECT count(*) AS count FROM contributions AS c WHERE ${exportedOf(source)}`,
        ...narrowing(filter),
      );
      return row?.count ?? 0;
    },
    exportedLanguages: (filter) =>
      db.rows<LanguageCount>(
        `SELECT language, origin, count(*) AS count FROM contributions AS c
         WHERE ${exportedOf(sourceOf(filter))} GROUP BY language, origin ORDER BY language, origin`,
        ...narrowing(filter),
      ),
    importIdeas: ({ ideas, receivedAt }) =>
      db.transaction(async () => {
        const touched = nothingTouched();
        for (const idea of ideas) {
          const added = await db.run(
            `INSERT INTO contributions (id, kind, origin, consultation_id, topic_id, title, words, language, state,
               decision, recorded_at, received_at, imported_supports, attribution)
             VALUES ($1, 'idea', 'import', $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING`,
            idea.id,
            idea.consultationId,
            idea.topicId,
            idea.title,
            idea.words,
            idea.language,
            idea.state,
            idea.at,
            receivedAt,
            idea.supports,
            idea.attribution,
          );
          if (added === 1) touched.contributions.add(idea.id);
        }
        await documents.refresh(touched);
        return touched.contributions.size;
      }),
    withdrawnOn: async (deviceId) =>
      (
        await db.rows<{ id: string }>(
          `SELECT id FROM (
             SELECT id, withdrawn_at AS at FROM contributions WHERE device_id = $1 AND withdrawn_at IS NOT NULL
             UNION ALL
             SELECT record_id, withdrawn_at FROM corrections WHERE device_id = $1 AND withdrawn_at IS NOT NULL
             UNION ALL
             SELECT records.id, withdrawals.received_at FROM withdrawals
             JOIN participants ON participants.id = withdrawals.participant_id
             JOIN records ON records.id = participants.record_id JOIN chains USING (chain_id)
             WHERE withdrawals.contribution_id IS NULL AND chains.device_id = $1
             UNION ALL
             SELECT q.record_id, w.received_at FROM ${TAKEN_BACK} WHERE q.device_id = $1
           ) AS withdrawn ORDER BY at DESC LIMIT 1000`,
          deviceId,
        )
      ).map(({ id }) => id),
    ofParticipant: async (participantId) => (await db.rows<OwnRow>(OWN, participantId)).map(ownContribution),
  };
}
