/** Options of a choice as the service's database finds them while somebody types, more on request. */
import { useEffect, useRef, useState } from 'react';
import type { Outcome, Problem } from '../../common/problems.ts';
import type { Page } from './use-live-list.ts';

export type Option = { readonly value: string; readonly label: string };
export type FindOptions = (asked: {
  query: string;
  after?: string;
  limit: number;
}) => Promise<Outcome<Page<Option>>>;

const STEP = 20;
/** A word is not looked for letter by letter. */
const TYPING_MS = 200;
const NOTHING: Page<Option> = { items: [], next: null };

export function useFound(find: FindOptions) {
  const [query, setQuery] = useState<string | null>(null);
  const [page, setPage] = useState(NOTHING);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  /** What was asked last: an answer to anything before comes too late. */
  const asking = useRef<object | null>(null);
  const latest = useRef(find);
  latest.current = find;

  const ask = useRef(async (words: string, before: Page<Option>) => {
    const turn = {};
    asking.current = turn;
    setBusy(true);
    const after = before.next === null ? {} : { after: before.next };
    const answer = await latest.current({ query: words, ...after, limit: STEP });
    if (asking.current !== turn) return;
    setBusy(false);
    setFailure(answer.ok ? null : answer);
    if (answer.ok) setPage({ items: [...before.items, ...answer.value.items], next: answer.value.next });
  });
  useEffect(() => {
    if (query === null) return;
    const timer = setTimeout(() => void ask.current(query, NOTHING), query === '' ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [query]);

  return {
    found: page.items,
    busy,
    failure,
    /** Words were looked for, and nothing has them. */
    isEmpty: query !== null && query !== '' && !busy && failure === null && page.items.length === 0,
    search: setQuery,
    more: () => {
      if (query !== null && page.next !== null && !busy) void ask.current(query, page);
    },
  };
}
