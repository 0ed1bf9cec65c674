import { MARKS_SQL, type NewsMarks, type NewsStore } from '../news.ts';
import type { Postgres } from './database.ts';

export const newsStore = (db: Postgres): NewsStore => ({
  marks: async () => (await db.one<NewsMarks>(MARKS_SQL)) as NewsMarks,
});
