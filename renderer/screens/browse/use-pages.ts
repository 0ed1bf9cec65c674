/** A list that the host gives page by page; another `key` starts it anew. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Failure } from '../../api.ts';

type Page<T> = { readonly items: readonly T[]; readonly next: string | null };
type State<T> = Page<T> & { readonly failure: Failure | null; readonly loading: boolean };

export function usePages<T>(load: (after: string | null) => Promise<Answer<Page<T>>>, key: string) {
  const [state, setState] = useState<State<T>>({ items: [], next: null, failure: null, loading: true });
  const latest = useRef(load);
  latest.current = load;
  /** Counts the lists begun: a page of an earlier one that arrives late is dropped. */
  const list = useRef(0);
  const asking = useRef(false);

  const ask = useCallback((before: readonly T[], after: string | null) => {
    const mine = list.current;
    asking.current = true;
    setState((shown) => ({ ...shown, failure: null, loading: true }));
    void latest.current(after).then((answer) => {
      if (mine !== list.current) return;
      asking.current = false;
      if (answer.ok) {
        const { items, next } = answer.value;
        setState({ items: [...before, ...items], next, failure: null, loading: false });
      } else setState((shown) => ({ ...shown, failure: answer, loading: false }));
    });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says when the list starts anew.
  useEffect(() => {
    list.current += 1;
    ask([], null);
  }, [key, ask]);

  const more = () => {
    if (!asking.current) ask(state.items, state.next);
  };
  return { ...state, hasMore: state.next !== null, more };
}
