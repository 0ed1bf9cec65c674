import type { Sqlite } from '../../../platform/sqlite.ts';
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
import { JOINED, lastAnswer, publication } from './publication.ts';

const MERGED = `${joinedWith('c')} AS mergedInto, ${targetJoinedWith('c')} AS targetMergedInto, ${JOINED} AS joined`;
/** What a comment or a support is shown beside. */
const TARGET_OF_C = `coalesce(${targetJoinedWith('c')}, c.target_id)`;
const TARGET_OF_S = `coalesce(${targetJoinedWith('s')}, s.target_id)`;

const SHOWN_STATE = "CASE WHEN c.withdrawn_at IS NULL THEN c.state ELSE 'withdrawn' END";

const KIOSK_NAME =
  '(SELECT name FROM devices WHERE devices.id = c.device_id) AS kioskName, c.device_id AS deviceId';
/** Of `records AS r`, and of the record that welcomed the person behind `c`. */
const PROVENANCE = `CASE WHEN json_valid(r.header) THEN json_extract(r.header, '$.mode') END AS mode,
  (SELECT CASE WHEN json_valid(substr(body, 23)) THEN json_extract(substr(body, 23), '$.consents[0].version') END
   FROM records WHERE id = (SELECT record_id FROM participants WHERE participants.id = c.participant_id)) AS consentVersion,
  (SELECT coalesce(fork_of, chain_id) FROM chains WHERE chains.chain_id = r.chain_id) AS chainId, r.seq, r.hash AS headerHash`;
/** Of `contributions AS c LEFT JOIN records AS r`. */
const WORDED = `${TIMING}, c.correction_timing AS correctionTiming, c.id, c.kind, origin, ${KIOSK_NAME}, c.session_id AS sessionId, c.participant_id AS participantId,
  topic_id AS topicId, title, words, language, target_id AS targetId, target_kind AS targetKind, authorship, revision,
  people, confirmed_by AS confirmedBy,
  ${AUTHOR}, ${SHOWN_STATE} AS state, decision, CASE WHEN state = 'refused' THEN ${LAST_REASON} END AS reason,
  ${MERGED}, ${counted('idea', 'c.id')}, ${lastAnswer('idea', 'c.id')} AS answer,
  attribution, recorded_at AS recordedAt, c.received_at AS receivedAt, ${PROVENANCE}`;
/** An index finds a consultation's in the order of arrival; a session's few are found by its records, and not among all of those. */
const narrowed = (source: ExportSource, from = '@from'): string =>
  `${source === 'session' ? '+' : ''}c.consultation_id = @consultationId AND c.received_at >= ${from} AND c.received_at < @to`;
/** Of ideas and comments: what an index finds. */
const FOUND: { readonly [S in ExportSource]: string } = {
  all: 'TRUE',
  session: "c.id IN (SELECT id FROM records WHERE session_id = @sessionId AND kind IN ('idea', 'comment'))",
  'not-shown': "c.state = @state AND c.state <> 'published' AND c.withdrawn_at IS NULL",
};
const exportedOf = (source: ExportSource, from?: string): string => `${narrowed(source, from)}
  AND ${FOUND[source]}
  AND c.kind = coalesce(@kind, c.kind) AND (@language IS NULL OR c.language = @language)
  AND (@state IS NULL OR c.state = @state AND c.withdrawn_at IS NULL)
  AND (@standing IS NULL OR ${joinedWith('c')} IS NULL)`;
const exportedSupportsOf = (source: ExportSource): string => `${narrowed(source)}
  AND ${source === 'session' ? 'c.session_id = @sessionId' : 'TRUE'}
  AND @language IS NULL AND (@state IS NULL OR @state = 'published')`;
const LAST = (column: string): string => `(SELECT ${column} FROM contributions WHERE id = @after)`;

/** Staff have not decided about what is doubtful. */
const OWN_TIMING = `CASE WHEN c.decision IS NULL OR EXISTS (SELECT 1 FROM after_end WHERE record_id = c.id AND timing = 'late')
  THEN (SELECT timing FROM after_end WHERE record_id = c.id AND timing <> 'in') END AS timing`;
/** With those that came after the end, which are counted nowhere. */
const GIVEN = `SELECT record_id, target_id, target_kind, recorded_at, 'published' AS state, NULL AS timing
    FROM supports WHERE participant_id = @person
  UNION ALL
  SELECT r.id, json_extract(substr(r.body, 23), '$.targetId'), json_extract(substr(r.body, 23), '$.targetKind'), e.at, 'held', 'late'
    FROM records AS r JOIN after_end AS e ON e.record_id = r.id
    WHERE r.participant_id = @person AND r.kind = 'support' AND e.timing = 'late' AND r.body IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM supports
        WHERE participant_id = @person AND target_id = json_extract(substr(r.body, 23), '$.targetId'))`;

/** As SQL takes it. */
const narrowing = ({ standing, ...filter }: ExportFilter) => ({
  ...filter,
  ...periodOf(filter),
  standing: standing ? 1 : null,
});
type Narrowing = ReturnType<typeof narrowing>;

/** `reader` is for what reads a whole table. */
export function contributionStore(db: Sqlite, reader: Sqlite): ContributionStore {
  const documents = publication(db);
  const add = db.prepare(
    `INSERT INTO contributions (id, kind, origin, consultation_id, topic_id, title, words, language, state, decision,
       recorded_at, received_at, imported_supports, attribution)
     VALUES (?, 'idea', 'import', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const targetTitle = (kind: string, id: string): string =>
    `(SELECT title FROM contributions AS t WHERE ${kind} = 'idea' AND t.id = ${id} AND t.kind = 'idea' AND t.state = 'published')`;
  const answerTo = (kind: string, id: string): string =>
    `CASE ${kind} WHEN 'idea' THEN ${lastAnswer('idea', id)} WHEN 'proposal' THEN ${lastAnswer('proposal', id)} END`;
  // Comments and supports show what they are about: an idea's title, as far as the idea is here and published.
  const own = db.prepare<[{ person: string }], OwnRow>(
    `SELECT c.id, c.kind, coalesce(c.title, ${targetTitle('c.target_kind', TARGET_OF_C)}) AS title, c.words, c.language,
       c.recorded_at AS at, ${SHOWN_STATE} AS state, ${supportsOf('idea', 'coalesce(kept.id, c.id)')} AS supports,
       ${TARGET_OF_C} AS targetId, c.target_kind AS targetKind, c.revision, c.contested,
       CASE WHEN c.state = 'refused' THEN ${LAST_REASON} END AS reason,
       CASE c.kind WHEN 'idea' THEN coalesce(${lastAnswer('idea', 'kept.id')}, ${lastAnswer('idea', 'c.id')})
         ELSE coalesce(${answerTo('c.target_kind', TARGET_OF_C)}, ${answerTo('c.target_kind', 'c.target_id')}) END AS answer,
       kept.id AS mergedId, kept.title AS mergedTitle, kept.language AS mergedLanguage,
       ${OWN_TIMING}, c.correction_timing AS correctionTiming
     FROM contributions AS c LEFT JOIN contributions AS kept ON kept.id = ${joinedWith('c', 'kept.id')} WHERE c.participant_id = @person
     UNION ALL
     SELECT id, replace(kind, '.sealed', ''), NULL, NULL, json_extract(substr(body, 23), '$.language'),
       json_extract(header, '$.at'), CASE WHEN body IS NULL THEN 'withdrawn' ELSE 'held' END, 0, NULL, NULL, NULL, 0, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
     FROM records WHERE participant_id = @person AND kind IN ('idea.sealed', 'comment.sealed')
     UNION ALL
     SELECT s.record_id, 'support', idea.title, NULL, idea.language, s.recorded_at, s.state,
       CASE s.target_kind WHEN 'idea' THEN ${supportsOf('idea', TARGET_OF_S)} ELSE ${supportsOf('proposal', 's.target_id')} END,
       ${TARGET_OF_S}, s.target_kind, NULL, 0, NULL,
       coalesce(${answerTo('s.target_kind', TARGET_OF_S)}, ${answerTo('s.target_kind', 's.target_id')}), NULL, NULL, NULL, s.timing, NULL
     FROM (${GIVEN}) AS s LEFT JOIN contributions AS idea
       ON idea.id = ${TARGET_OF_S} AND s.target_kind = 'idea' AND idea.kind = 'idea' AND idea.state = 'published'
     ORDER BY at, id`,
  );

  const bySource = <Given, Row>(sql: (source: ExportSource) => string) => ({
    all: reader.prepare<[Given], Row>(sql('all')),
    session: reader.prepare<[Given], Row>(sql('session')),
    'not-shown': reader.prepare<[Given], Row>(sql('not-shown')),
  });
  type Portion = Narrowing & { readonly after: string | null; readonly limit: number };
  // One scan in the order of arrival, so that a page costs the same wherever it is.
  const exported = bySource<Portion, ExportedRow>(
    (source) => `SELECT ${WORDED} FROM contributions AS c LEFT JOIN records AS r ON r.id = c.id
     WHERE ${exportedOf(source, `max(@from, coalesce(${LAST('received_at')}, 0))`)}
       AND (@after IS NULL OR c.received_at > ${LAST('received_at')} OR c.ordinal > ${LAST('ordinal')})
     ORDER BY c.received_at, c.ordinal LIMIT @limit`,
  );
  const exportedSupports = bySource<Portion, ExportedRow>(
    (
      source,
    ) => `SELECT c.record_id AS id, 'support' AS kind, 'kiosk' AS origin, ${KIOSK_NAME}, c.session_id AS sessionId,
       c.participant_id AS participantId, NULL AS topicId, NULL AS title, NULL AS words, NULL AS language,
       target_id AS targetId, target_kind AS targetKind, NULL AS authorship, NULL AS revision,
       NULL AS timing, NULL AS correctionTiming, NULL AS people, NULL AS confirmedBy, NULL AS author, 'published' AS state,
       NULL AS decision, NULL AS reason, NULL AS mergedInto, ${targetJoinedWith('c')} AS targetMergedInto, '[]' AS joined, 0 AS supports, 0 AS supportsAlone, 0 AS comments, NULL AS answer,
       NULL AS attribution, recorded_at AS recordedAt, c.received_at AS receivedAt, ${PROVENANCE}
     FROM supports AS c LEFT JOIN records AS r ON r.id = c.record_id
     WHERE c.record_id > coalesce(@after, '') AND ${exportedSupportsOf(source)}
     ORDER BY c.record_id LIMIT @limit`,
  );
  const changed = reader.prepare<
    [{ consultationId: string; position: number; limit: number }],
    ExportedRow & { position: number }
  >(
    `SELECT change.position, ${WORDED} FROM contribution_changes AS change
       JOIN contributions AS c ON c.id = change.contribution_id LEFT JOIN records AS r ON r.id = c.id
     WHERE change.consultation_id = @consultationId AND change.position > @position
     ORDER BY change.position LIMIT @limit`,
  );
  const lastChange = reader
    .prepare<[string], number | null>(
      'SELECT max(position) FROM contribution_changes WHERE consultation_id = ?',
    )
    .pluck();
  const countExported = bySource<Narrowing, { count: number }>(
    (source) => `SELECT count(*) AS count FROM contributions AS c WHERE ${exportedOf(source)}`,
  );
  const languages = bySource<Narrowing, LanguageCount>(
    (
      source,
    ) => `SELECT language, origin, count(*) AS count FROM contributions AS c WHERE ${exportedOf(source)}
     GROUP BY language, origin ORDER BY language, origin`,
  );
  const countExportedSupports = bySource<Narrowing, { count: number }>(
    (source) => `SELECT count(*) AS count FROM supports AS c WHERE ${exportedSupportsOf(source)}`,
  );

  const withdrawnOn = db
    .prepare<[{ deviceId: string }], string>(
      `SELECT id FROM (
         SELECT id, withdrawn_at AS at FROM contributions WHERE device_id = @deviceId AND withdrawn_at IS NOT NULL
         UNION ALL
         SELECT record_id, withdrawn_at FROM corrections WHERE device_id = @deviceId AND withdrawn_at IS NOT NULL
         UNION ALL
         SELECT records.id, withdrawals.received_at FROM withdrawals
         JOIN participants ON participants.id = withdrawals.participant_id
         JOIN records ON records.id = participants.record_id JOIN chains USING (chain_id)
         WHERE withdrawals.contribution_id IS NULL AND chains.device_id = @deviceId
         UNION ALL
         SELECT q.record_id, w.received_at FROM ${TAKEN_BACK} WHERE q.device_id = @deviceId
       ) ORDER BY at DESC LIMIT 1000`,
    )
    .pluck();

  const importIdeas = db.transaction(
    ({ ideas, receivedAt }: Parameters<ContributionStore['importIdeas']>[0]): number => {
      const touched = nothingTouched();
      for (const idea of ideas) {
        const { changes } = add.run(
          idea.id,
          idea.consultationId,
          idea.topicId,
          idea.title,
          idea.words,
          idea.language,
          idea.state,
          idea.state,
          idea.at,
          receivedAt,
          idea.supports,
          idea.attribution,
        );
        if (changes === 1) touched.contributions.add(idea.id);
      }
      documents.refresh(touched);
      return touched.contributions.size;
    },
  );

  return {
    exported: async ({ filter, after, limit }) =>
      (filter.kind === 'support' ? exportedSupports : exported)[sourceOf(filter)]
        .all({ ...narrowing(filter), after, limit })
        .map(exportedContribution),
    changed: async (request) =>
      changed.all(request).map(({ position, ...row }) => ({ ...exportedContribution(row), position })),
    lastChange: async (consultationId) => lastChange.get(consultationId) ?? 0,
    exportedCount: async (filter) =>
      (filter.kind === 'support' ? countExportedSupports : countExported)[sourceOf(filter)].get(
        narrowing(filter),
      )?.count ?? 0,
    exportedLanguages: async (filter) => languages[sourceOf(filter)].all(narrowing(filter)),
    importIdeas: async (request) => importIdeas.immediate(request),
    withdrawnOn: async (deviceId) => withdrawnOn.all({ deviceId }),
    ofParticipant: async (participantId) => own.all({ person: participantId }).map(ownContribution),
  };
}
