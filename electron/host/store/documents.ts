/** The kiosk's copy of the feed's documents, and its own contributions until the feed returns them. */
import type {
  CommentDocument,
  ConsultationDocument,
  EventDocument,
  FeedEntry,
  FeedKind,
  IdeaDocument,
  ProposalDocument,
} from '../../../common/contract/feed.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { documentWriter } from './document-rows.ts';
import { foundOrdinals } from './filing.ts';
import { ownDocuments } from './own-documents.ts';
import { remembered } from './remembered.ts';

/** A place in an order by time and id, exclusive. */
export type Place = { readonly at: number; readonly id: string };
type Row = Place & { readonly document: string };

/** Neither documents nor copies of slips have an index over generations, for which each save would pay. */
export type SweptRows = {
  /** Exclusive. */
  readonly after: number;
  readonly through: number;
  readonly generation: number;
};

const BEFORE_ALL: Place = { at: -1, id: '' };
const AFTER_ALL: Place = { at: Number.MAX_SAFE_INTEGER, id: '' };

/** What the schema of the kind let in when the document came, or this kiosk wrote. */
const parsed = <T>(row: { document: string } | undefined): T | null =>
  row ? (JSON.parse(row.document) as T) : null;

type Corrected = { kind: 'idea' | 'comment'; document: string; own: 0 | 1; generation: number };
export type Correction = {
  readonly title: string | null;
  readonly words: string;
  readonly language: string;
  /** Of the record that says it. */
  readonly revision: string;
};

export type DocumentStore = ReturnType<typeof documentStore>;

export function documentStore(db: Sqlite) {
  const write = documentWriter(db);
  const remove = db.prepare('DELETE FROM document WHERE kind = ? AND id = ?');
  const find = db.prepare<[string, string], Row>(
    'SELECT at, id, document FROM document WHERE kind = ? AND id = ?',
  );
  const consultations = db.prepare<[], { id: string; document: string }>(
    "SELECT id, document FROM document WHERE kind = 'consultation'",
  );
  const ofKind = db.prepare<[string, string], Row>(
    'SELECT at, id, document FROM document WHERE kind = ? AND consultation_id = ? ORDER BY at, position',
  );
  const gathering = db.prepare<[string], Row>(
    `SELECT at, id, document FROM document WHERE kind = 'idea'
       AND EXISTS (SELECT 1 FROM json_each(document, '$.joined') WHERE value = ?)`,
  );
  const ideas = db.prepare<[string, string | null, string | null, string, number, string, number], Row>(
    `SELECT at, id, document FROM document
     WHERE kind = 'idea' AND consultation_id = ? AND (? IS NULL OR topic_id = ?)
       AND NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(folded, word.value) = 0)
       AND (at, id) < (?, ?)
     ORDER BY at DESC, id DESC LIMIT ?`,
  );
  const comments = db.prepare<[string, number, string, number], Row>(
    `SELECT at, id, document FROM document
     WHERE kind = 'comment' AND target_id = ? AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?`,
  );
  const releaseOwn = db.prepare(
    `UPDATE document SET own = 0 WHERE own = 1 AND EXISTS
       (SELECT 1 FROM settlement WHERE ordinal IN (${foundOrdinals('id = document.id')}) AND rule IS NULL)`,
  );
  const notIndexed = db
    .prepare<[], string>(
      "SELECT id FROM document WHERE kind = 'idea' AND id NOT IN (SELECT id FROM similar_idea)",
    )
    .pluck();
  const removeOwn = db.prepare(
    "DELETE FROM document WHERE kind IN ('idea', 'comment') AND id = ? AND own = 1",
  );
  const contribution = db.prepare<[string], Corrected>(
    "SELECT kind, document, own, generation FROM document WHERE id = ? AND kind IN ('idea', 'comment')",
  );
  const hideOwn = db.prepare<[string], { kind: FeedKind; id: string }>(
    'DELETE FROM document WHERE own = 1 AND consultation_id = ? RETURNING kind, id',
  );
  const removeContribution = db
    .prepare<[string], 'idea' | 'comment'>(
      "DELETE FROM document WHERE id = ? AND kind IN ('idea', 'comment') RETURNING kind",
    )
    .pluck();
  const all = db.prepare<[], { kind: FeedKind; id: string; document: string }>(
    'SELECT kind, id, document FROM document ORDER BY position',
  );
  const lastRow = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM document').pluck();
  const sweep = db.prepare<[number, number, number], { kind: FeedKind; id: string }>(
    `DELETE FROM document WHERE position > ? AND position <= ? AND own = 0 AND generation < ?
     RETURNING kind, id`,
  );

  const clear = db.prepare<[], { kind: FeedKind; id: string }>('DELETE FROM document RETURNING kind, id');

  const known = remembered(
    db,
    () =>
      new Map(consultations.all().map((row) => [row.id, JSON.parse(row.document) as ConsultationDocument])),
  );
  const consultation = (id: string): ConsultationDocument | null => known.read().get(id) ?? null;

  const said = {
    applyEntry({ entry, generation }: { entry: FeedEntry; generation: number }): void {
      known.forget();
      if (entry.document === null) remove.run(entry.kind, entry.id);
      else write.put(entry.kind, entry.document, { own: false, generation });
    },
    /** Everything, as the feed would bring it. */
    *entries(): Generator<FeedEntry> {
      for (const { kind, id, document } of all.iterate())
        yield { kind, id, document: JSON.parse(document) } as FeedEntry;
    },
    /** Puts other words into an idea or a comment that is here; returns the idea. */
    correct(id: string, said: Correction): IdeaDocument | null {
      const row = contribution.get(id);
      if (row === undefined) return null;
      const { kind, own, generation } = row;
      const document = JSON.parse(row.document) as IdeaDocument | CommentDocument;
      const { title, words, language, revision } = said;
      const corrected = { ...document, words, language, revision };
      if (kind === 'comment' || !('title' in corrected)) {
        write.put('comment', corrected as CommentDocument, { own: own === 1, generation });
        return null;
      }
      const idea: IdeaDocument = { ...corrected, title: title ?? corrected.title };
      write.put('idea', idea, { own: own === 1, generation });
      return idea;
    },
    /** Ideas that the search for similar ideas does not know: the last that this kiosk saved. */
    ideasNotIndexed: (): string[] => notIndexed.all(),
    /** What the service has acknowledged is in its snapshot, or was taken out there. */
    releaseOwn: (): void => {
      releaseOwn.run();
    },
    /** What the feed never returned. False where it did: then it is public. */
    removeOwn: (id: string): boolean => removeOwn.run(id).changes > 0,
    /** What the feed has not returned; returns the ids of the ideas. */
    hideOwn: (consultationId: string): string[] =>
      hideOwn
        .all(consultationId)
        .filter(({ kind }) => kind === 'idea')
        .map(({ id }) => id),
    /** What its author took back, whoever brought it; returns what it was. */
    removeContribution: (id: string): 'idea' | 'comment' | null => removeContribution.get(id) ?? null,
    /** Deletes everything; returns the ids of the ideas. */
    clear(): string[] {
      known.forget();
      return clear
        .all()
        .filter(({ kind }) => kind === 'idea')
        .map(({ id }) => id);
    },
    lastRow: (): number => lastRow.get() ?? 0,
    /** Deletes of these rows what no snapshot since `generation` has named. */
    sweep({ after, through, generation }: SweptRows): { kind: FeedKind; id: string }[] {
      known.forget();
      return sweep.all(after, through, generation);
    },

    idea: (id: string) => parsed<IdeaDocument>(find.get('idea', id)),
    /** The idea with which the city joined that one. */
    gathering: (id: string) => parsed<IdeaDocument>(gathering.get(id)),
    /** An idea or a comment, as far as people see it here. */
    contribution(id: string): IdeaDocument | CommentDocument | null {
      return parsed<IdeaDocument | CommentDocument>(contribution.get(id));
    },
    /** The newest first; every one of `words` occurs in title or words. */
    ideas(page: {
      consultationId: string;
      topicId: string | null;
      words: readonly string[];
      before: Place | null;
      limit: number;
    }): IdeaDocument[] {
      const { at, id } = page.before ?? AFTER_ALL;
      const { consultationId, topicId, limit } = page;
      return ideas
        .all(consultationId, topicId, topicId, JSON.stringify(page.words), at, id, limit)
        .map(({ document }) => JSON.parse(document));
    },
    /** The oldest first. */
    comments(page: { targetId: string; after: Place | null; limit: number }): CommentDocument[] {
      const { at, id } = page.after ?? BEFORE_ALL;
      return comments.all(page.targetId, at, id, page.limit).map(({ document }) => JSON.parse(document));
    },
  };

  return {
    consultation,
    proposal: (id: string) => parsed<ProposalDocument>(find.get('proposal', id)),
    event: (id: string) => parsed<EventDocument>(find.get('event', id)),
    proposals: (consultationId: string): ProposalDocument[] =>
      ofKind.all('proposal', consultationId).map(({ document }) => JSON.parse(document)),
    events: (consultationId: string): EventDocument[] =>
      ofKind.all('event', consultationId).map(({ document }) => JSON.parse(document)),
    ...eachAfter(ownDocuments({ db, write, consultation }), said),
  };
}

/** The same methods, each of which does `first` before. */
function eachAfter<M extends Readonly<Record<string, (...given: never[]) => unknown>>>(
  first: () => void,
  methods: M,
): M {
  const after = (method: (...given: never[]) => unknown) => {
    return (...given: never[]) => {
      first();
      return method(...given);
    };
  };
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, after(method)])) as M;
}
