/**
 * What was said at this kiosk and may be shown, on its lists until the feed returns it. It is listed when somebody looks, and not when it is
 * saved: a record is all that must not be lost, and everything here is told from records. `listing` marks how far that has come, so
 * that a cut between the two is made good by the next look.
 */
import type { CommentDocument, ConsultationDocument, IdeaDocument } from '../../../common/contract/feed.ts';
import { payloadText } from '../../../common/domain/record-lines.ts';
import type { Payload } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { storageProblem } from '../../../platform/storage-problem.ts';
import type { DocumentWriter } from './document-rows.ts';
import { foundOrdinals, recordFiling } from './filing.ts';

type Said = {
  readonly id: string;
  readonly kind: 'idea' | 'comment';
  readonly at: number;
  readonly body: string;
  /** The body of the author's welcome, where it is not erased. */
  readonly welcome: string | null;
};

/** Records looked through at once: no more of them are held in memory. */
const AT_ONCE = 500;

/** Returns what brings the lists up to what is recorded, and costs next to nothing where they are. */
export function ownDocuments({
  db,
  write,
  consultation,
}: {
  db: Sqlite;
  write: DocumentWriter;
  consultation: (id: string) => ConsultationDocument | null;
}): () => void {
  const file = recordFiling(db);
  const isBehind = db
    .prepare<[], 0 | 1>('SELECT listed_through < (SELECT max(ordinal) FROM record) FROM listing')
    .pluck();
  const unlisted = db.prepare<[], Said>(
    `SELECT said.id, said.kind, said.at, said.body, welcomed.body AS welcome
     FROM listing CROSS JOIN record AS said
     LEFT JOIN record AS welcomed
       ON welcomed.ordinal IN (${foundOrdinals("participant_id = said.participant_id AND kind = 'participant.welcomed'")})
         AND welcomed.body <> ''
     WHERE said.ordinal > listed_through AND said.ordinal <= listed_through + ${AT_ONCE}
       AND said.kind IN ('idea', 'comment') AND said.body <> '' ORDER BY said.ordinal`,
  );
  const moveMark = db.prepare(
    `UPDATE listing SET listed_through = min(listed_through + ${AT_ONCE}, (SELECT max(ordinal) FROM record))`,
  );
  const list = ({ id, kind, at, body, welcome }: Said): void => {
    const payload = JSON.parse(payloadText(body)) as Payload<'idea' | 'comment'>;
    const { consultationId, words, language } = payload;
    // What staff read first is shown once the feed brings it.
    const of = consultation(consultationId);
    if (of === null || of.reviewFirst === true) return;
    const firstName =
      welcome && (JSON.parse(payloadText(welcome)) as Payload<'participant.welcomed'>).firstName;
    // Nothing rather than null: an older kiosk knows no such key.
    const shown = { id, consultationId, words, language, at, ...(firstName ? { author: firstName } : {}) };
    if (kind === 'idea') {
      const { title, topicId } = payload as Payload<'idea'>;
      write.addOwn('idea', { ...shown, title, topicId, supports: 0, comments: 0 } satisfies IdeaDocument);
    } else {
      const { targetId, targetKind } = payload as Payload<'comment'>;
      write.addOwn('comment', { ...shown, targetId, targetKind } satisfies CommentDocument);
    }
  };

  const listAll = db.transaction((): void => {
    file();
    while (isBehind.get() === 1) {
      for (const said of unlisted.all()) list(said);
      moveMark.run();
    }
  });

  return () => {
    if (isBehind.get() !== 1) return;
    try {
      listAll.immediate();
    } catch (error) {
      // Whoever looks while nothing can be written sees what was listed before.
      if (db.inTransaction || storageProblem(error) === null) throw error;
    }
  };
}
