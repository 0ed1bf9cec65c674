/** A list that grows page by page on request and stays as long when it is refreshed. */
import { useRef } from 'react';
import type { NewsTopic } from '../../common/contract/staff-live.ts';
import type { Outcome } from '../../common/problems.ts';
import { success } from '../../common/problems.ts';
import { type Live, useLive } from './use-live.ts';

const STEP = 50;
/** The most that the service gives at once. */
const PAGE_MAX = 200;

export type PageWanted = { after?: string; limit: number };
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };
export type LoadPage<T> = (page: PageWanted) => Promise<Outcome<Page<T>>>;

export type LiveList<T> = Live<{ readonly items: readonly T[]; readonly hasMore: boolean }> & {
  more(): void;
  /** From its first page. */
  restart(): void;
};

export function useLiveList<T>(loadPage: LoadPage<T>, about: readonly NewsTopic[], step = STEP): LiveList<T> {
  const wanted = useRef(step);
  const live = useLive(async () => {
    const items: T[] = [];
    let next: string | null = null;
    do {
      const limit = Math.min(PAGE_MAX, wanted.current - items.length);
      const page: Outcome<Page<T>> = await loadPage(next === null ? { limit } : { after: next, limit });
      if (!page.ok) return page;
      items.push(...page.value.items);
      next = page.value.next;
    } while (next !== null && items.length < wanted.current);
    return success({ items, hasMore: next !== null });
  }, about);
  const more = () => {
    wanted.current += step;
    live.reload();
  };
  const restart = () => {
    wanted.current = step;
    live.reload();
  };
  return { ...live, more, restart };
}
