/**
 * The search for similar ideas as the host uses it. Finding the terms of an idea and placing them costs several
 * times what saving it does, so an idea of this kiosk is placed after the person has her answer: when the kiosk
 * rests, and at the latest before the next search.
 */
import type { Logger } from 'pino';
import type { Store } from './store/store.ts';

type IndexedIdea = { readonly id: string; readonly title: string; readonly words: string };

/** The index in the database; each of its changes belongs into a transaction. */
type IdeaTerms = {
  index(idea: IndexedIdea): void;
  remove(id: string): void;
  search(query: { text: string; limit: number }): readonly { readonly id: string; readonly score: number }[];
};

export type SimilarIdeas = IdeaTerms & {
  /** Once the idea is on the disk. */
  indexSoon(id: string): void;
  stop(): void;
};

const REST_MS = 250;

export function createIdeaIndex({
  terms,
  store,
  log,
}: {
  terms: IdeaTerms;
  store: Store;
  log: Logger;
}): SimilarIdeas {
  /** Null until what the last run saved and did not get to has been looked for in the database. */
  let waiting: Set<string> | null = null;
  let rest: NodeJS.Timeout | null = null;

  const catchUp = (): void => {
    const ids = [...(waiting ?? store.documents.ideasNotIndexed())];
    if (ids.length > 0)
      store.transaction(() => {
        for (const id of ids) {
          const idea = store.documents.idea(id);
          if (idea !== null) terms.index(idea);
        }
      });
    waiting = new Set();
  };

  const onceAtRest = (): NodeJS.Timeout =>
    setTimeout(() => {
      try {
        catchUp();
      } catch (error) {
        log.error({ err: error }, 'ideas could not be placed in the index; the next search tries again');
      }
    }, REST_MS).unref();

  return {
    index: terms.index,
    remove: terms.remove,
    search(query) {
      catchUp();
      return terms.search(query);
    },
    indexSoon(id) {
      waiting?.add(id);
      rest = rest?.refresh() ?? onceAtRest();
    },
    stop: () => clearTimeout(rest ?? undefined),
  };
}
