import type { Sqlite } from '../../../platform/sqlite.ts';
import { MARKS_SQL, type NewsMarks, type NewsStore } from '../news.ts';

export function newsStore(db: Sqlite): NewsStore {
  const marks = db.prepare<[], NewsMarks>(MARKS_SQL);
  return { marks: async () => marks.get() as NewsMarks };
}
