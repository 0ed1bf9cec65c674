/** A list that grows page by page and is searched, both in the service's database. */
import { useRef, useState } from 'react';
import type { NewsTopic } from '../../common/contract/staff-live.ts';
import type { Outcome } from '../../common/problems.ts';
import { type LiveList, type Page, type PageWanted, useLiveList } from './use-live-list.ts';

export type SearchedList<T> = LiveList<T> & {
  /** What is shown was found by it; empty for all. */
  readonly query: string;
  search(query: string): void;
};
type LoadFound<T> = (page: PageWanted & { query: string }) => Promise<Outcome<Page<T>>>;

export function useSearchedList<T>(
  loadPage: LoadFound<T>,
  about: readonly NewsTopic[],
  step?: number,
): SearchedList<T> {
  const [query, setQuery] = useState('');
  const asked = useRef(query);
  const list = useLiveList<T>((page) => loadPage({ ...page, query: asked.current }), about, step);
  const search = (words: string) => {
    asked.current = words;
    setQuery(words);
    list.restart();
  };
  return { ...list, query, search };
}
