import type { RetentionKind } from '../../../common/domain/retention.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { HAS_SEAL } from '../personal-data.ts';
import { nothingTouched, touchTarget } from '../published.ts';
import {
  type Erasure,
  isSealedKind,
  type RetentionReport,
  type RetentionStore,
  SEALED_KINDS,
} from '../retention.ts';
import { auditLog } from './audit-log.ts';
import { publication } from './publication.ts';

/** Of contributions that people said at a kiosk; what was gathered elsewhere is kept as its source keeps it. */
const AGED_WORDS = "origin = 'kiosk' AND withdrawn_at IS NULL AND received_at < @olderThan";
const agedSealed = (kinds: string): string =>
  `body IS NOT NULL AND ${HAS_SEAL} AND kind IN ${kinds} AND received_at < @olderThan`;

/** Table and condition of each kind. */
const AGED: { readonly [K in RetentionKind]: readonly [table: string, condition: string] } = {
  words: ['contributions', AGED_WORDS],
  'sealed-words': ['records', agedSealed(SEALED_KINDS['sealed-words'])],
  contacts: ['records', agedSealed(SEALED_KINDS.contacts)],
  statistics: ['records', agedSealed(SEALED_KINDS.statistics)],
  quarantine: ['quarantine', "body <> '' AND received_at < @olderThan"],
  exports: ['exports', 'at < @olderThan'],
  audit: ['audit', 'at < @olderThan'],
};

type Worded = {
  id: string;
  participantId: string | null;
  targetId: string | null;
  targetKind: 'idea' | 'proposal' | null;
};
type Sealed = { id: string; participantId: string | null };

export function retentionStore(db: Sqlite): RetentionStore {
  const log = auditLog(db);
  const documents = publication(db);
  const times = db.prepare<[], { kind: RetentionKind; days: number }>('SELECT kind, days FROM retention');
  const put = db.prepare(
    'INSERT INTO retention (kind, days) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET days = excluded.days',
  );
  const remove = db.prepare('DELETE FROM retention WHERE kind = ?');
  const chunk = (kind: RetentionKind): string => {
    const [table, condition] = AGED[kind];
    return `rowid IN (SELECT rowid FROM ${table} WHERE ${condition} LIMIT @limit)`;
  };
  const words = db.prepare<[Erasure], Worded>(
    `UPDATE contributions SET title = CASE kind WHEN 'idea' THEN '' END, words = '', state = 'held', withdrawn_at = @at,
       expired_at = @at
     WHERE ${chunk('words')}
     RETURNING id, participant_id AS participantId, target_id AS targetId, target_kind AS targetKind`,
  );
  const correctionsOf = (which: string) =>
    db
      .prepare<[{ at: number; ids: string }], string>(
        `UPDATE corrections SET title = NULL, words = '', withdrawn_at = @at
         WHERE withdrawn_at IS NULL AND ${which} RETURNING record_id`,
      )
      .pluck();
  const corrections = correctionsOf('contribution_id IN (SELECT value FROM json_each(@ids))');
  const correctionsThatCameLater = correctionsOf(
    `@ids IS NOT NULL AND EXISTS (SELECT 1 FROM contributions AS c WHERE c.id = contribution_id AND expired_at IS NOT NULL)`,
  );
  const empty = db.prepare('UPDATE records SET body = NULL WHERE id IN (SELECT value FROM json_each(?))');
  const emptyAside = db.prepare(
    "UPDATE quarantine SET body = '' WHERE record_id IN (SELECT value FROM json_each(?)) AND body <> ''",
  );
  // What somebody agreed to is kept as long as anything of theirs is.
  const nameless = db
    .prepare<[string], string>(
      `UPDATE participants SET first_name = NULL
       WHERE id IN (SELECT value FROM json_each(?))
         AND NOT EXISTS (SELECT 1 FROM contributions AS c WHERE c.participant_id = participants.id AND c.withdrawn_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM contacts WHERE contacts.participant_id = participants.id)
         AND NOT EXISTS (SELECT 1 FROM records WHERE records.participant_id = participants.id AND body IS NOT NULL AND ${HAS_SEAL})
       RETURNING record_id`,
    )
    .pluck();
  const sealed = (kind: keyof typeof SEALED_KINDS) =>
    db.prepare<[Erasure], Sealed>(
      `UPDATE records SET body = NULL WHERE ${chunk(kind)} RETURNING id, participant_id AS participantId`,
    );
  const sealedOf = {
    'sealed-words': sealed('sealed-words'),
    contacts: sealed('contacts'),
    statistics: sealed('statistics'),
  };
  const contacts = db.prepare('DELETE FROM contacts WHERE record_id IN (SELECT value FROM json_each(?))');
  const statistics = db.prepare('DELETE FROM statistics WHERE record_id IN (SELECT value FROM json_each(?))');
  // A header that is none may hold words too; the digests of both stay.
  const quarantine = db.prepare<[Erasure]>(
    `UPDATE quarantine SET body = '', header = CASE rule WHEN 'header-invalid' THEN '' ELSE header END,
       decision = coalesce(decision, 'refused'), decided_at = coalesce(decided_at, @at)
     WHERE ${chunk('quarantine')}`,
  );
  const toldOf = db.prepare<[Erasure]>(
    `DELETE FROM export_told WHERE export_id IN (SELECT id FROM exports WHERE ${chunk('exports')})`,
  );
  const exports = db.prepare<[Erasure]>(`DELETE FROM exports WHERE ${chunk('exports')}`);
  const audit = db.prepare<[Erasure]>(`DELETE FROM audit WHERE ${chunk('audit')}`);
  const report = db.prepare(
    `INSERT INTO retention_reports (run, kind, at, older_than, erased) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (run, kind) DO UPDATE SET erased = erased + excluded.erased`,
  );
  const reports = db.prepare<[number, number], RetentionReport>(
    `SELECT ordinal, kind, at, older_than AS olderThan, erased FROM retention_reports
     WHERE ordinal < ? ORDER BY ordinal DESC LIMIT ?`,
  );

  const peopleOf = (rows: readonly { participantId: string | null }[]): string =>
    JSON.stringify(rows.flatMap(({ participantId }) => participantId ?? []));
  const idsOf = (rows: readonly { id: string }[]): string => JSON.stringify(rows.map(({ id }) => id));
  const forgetNames = (people: string): void => {
    empty.run(JSON.stringify(nameless.all(people)));
  };

  const eraseWords = (erasure: Erasure): number => {
    const erased = words.all(erasure);
    const touched = nothingTouched();
    for (const { id, targetId, targetKind } of erased) {
      touched.contributions.add(id);
      if (targetId !== null && targetKind !== null) touchTarget(touched, { id: targetId, kind: targetKind });
    }
    const ids = idsOf(erased);
    empty.run(ids);
    const { at, limit } = erasure;
    empty.run(JSON.stringify(corrections.all({ at, ids })));
    // Once a run: they may be many to look through.
    if (erased.length < limit) empty.run(JSON.stringify(correctionsThatCameLater.all({ at, ids })));
    emptyAside.run(ids);
    forgetNames(peopleOf(erased));
    documents.refresh(touched);
    return erased.length;
  };
  const eraseSealed = (kind: keyof typeof SEALED_KINDS, erasure: Erasure): number => {
    const erased = sealedOf[kind].all(erasure);
    const ids = idsOf(erased);
    contacts.run(ids);
    statistics.run(ids);
    emptyAside.run(ids);
    forgetNames(peopleOf(erased));
    return erased.length;
  };
  const eraseOf = (erasure: Erasure): number => {
    const { kind } = erasure;
    if (isSealedKind(kind)) return eraseSealed(kind, erasure);
    switch (kind) {
      case 'words':
        return eraseWords(erasure);
      case 'quarantine':
        return quarantine.run(erasure).changes;
      case 'exports':
        toldOf.run(erasure);
        return exports.run(erasure).changes;
      case 'audit':
        return audit.run(erasure).changes;
    }
  };
  const erase = db.transaction((erasure: Erasure): number => {
    const erased = eraseOf(erasure);
    const { run, kind, at, olderThan } = erasure;
    if (erased > 0) report.run(run, kind, at, olderThan, erased);
    return erased;
  });
  const set = db.transaction(({ kind, days, at, accountId }: Parameters<RetentionStore['set']>[0]): void => {
    if (days === null) remove.run(kind);
    else put.run(kind, days);
    log({ at, accountId, action: 'retention.set', subject: kind, detail: days === null ? '' : String(days) });
  });

  return {
    times: async () => new Map(times.all().map(({ kind, days }) => [kind, days])),
    set: async (request) => set.immediate(request),
    async count({ kind, olderThan }) {
      const [table, condition] = AGED[kind];
      return (
        db
          .prepare<[{ olderThan: number }], number>(`SELECT count(*) FROM ${table} WHERE ${condition}`)
          .pluck()
          .get({ olderThan }) ?? 0
      );
    },
    async erase(erasure) {
      const erased = erase.immediate(erasure);
      // What was erased shall not lie in the log until that is full. Once a run: each time waits for the disk, and for far more of it
      // than the erasing itself.
      if (erased < erasure.limit && !db.inTransaction) db.pragma('wal_checkpoint(TRUNCATE)');
      return erased;
    },
    reports: async ({ before, limit }) => reports.all(before ?? Number.MAX_SAFE_INTEGER, limit),
  };
}
