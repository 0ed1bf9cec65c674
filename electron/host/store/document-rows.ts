/** How a document of the feed becomes a row of the kiosk's copy. */
import type { FeedDocuments, FeedKind } from '../../../common/contract/feed.ts';
import { foldedText } from '../../../common/domain/folded-text.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';

type Columns = { topicId: string | null; targetId: string | null; at: number; text: string };

const columns: { [K in FeedKind]: (document: FeedDocuments[K]) => Columns } = {
  consultation: () => ({ topicId: null, targetId: null, at: 0, text: '' }),
  proposal: ({ topicId }) => ({ topicId, targetId: null, at: 0, text: '' }),
  event: ({ startsAt }) => ({ topicId: null, targetId: null, at: startsAt, text: '' }),
  idea: ({ topicId, at, title, words }) => ({ topicId, targetId: null, at, text: `${title}\n${words}` }),
  comment: ({ targetId, at }) => ({ topicId: null, targetId, at, text: '' }),
};

/** `own` until the feed returns it; `generation` is the snapshot that last named it. */
type Origin = { readonly own: boolean; readonly generation: number };

export type DocumentWriter = ReturnType<typeof documentWriter>;

export function documentWriter(db: Sqlite) {
  const values = `(kind, id, consultation_id, topic_id, target_id, at, folded, document, own, generation)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO`;
  const upsert = db.prepare<unknown[]>(
    `INSERT INTO document ${values} UPDATE SET consultation_id = excluded.consultation_id,
       topic_id = excluded.topic_id, target_id = excluded.target_id, at = excluded.at, folded = excluded.folded,
       document = excluded.document, own = excluded.own, generation = excluded.generation`,
  );
  const insert = db.prepare<unknown[]>(`INSERT INTO document ${values} NOTHING`);

  const run = <K extends FeedKind>(
    statement: typeof insert,
    kind: K,
    document: FeedDocuments[K],
    { own, generation }: Origin,
  ): void => {
    const { topicId, targetId, at, text } = columns[kind](document);
    const scope = 'consultationId' in document ? document.consultationId : document.id;
    const rest = [topicId, targetId, at, foldedText(text), JSON.stringify(document)];
    statement.run(kind, document.id, scope, ...rest, own ? 1 : 0, generation);
  };

  return {
    put<K extends FeedKind>(kind: K, document: FeedDocuments[K], origin: Origin): void {
      run(upsert, kind, document, origin);
    },
    /** Changes nothing where the feed was first. */
    addOwn<K extends 'idea' | 'comment'>(kind: K, document: FeedDocuments[K]): void {
      run(insert, kind, document, { own: true, generation: 0 });
    },
  };
}
