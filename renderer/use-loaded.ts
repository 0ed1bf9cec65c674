/** What a screen asks the host for when it opens, and again when `key` changes. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Failure } from './api.ts';

export type Loaded<T> = {
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
  reload(): void;
};

/** An answer to an earlier `key` that arrives late is dropped; the old value stays until the new one is here. */
export function useLoaded<T>(load: () => Promise<Answer<T>>, key: string): Loaded<T> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ value: T | null; failure: Failure | null; loading: boolean }>({
    value: null,
    failure: null,
    loading: true,
  });
  const latest = useRef(load);
  latest.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` and `turn` say when to ask again.
  useEffect(() => {
    let current = true;
    setState((before) => ({ ...before, failure: null, loading: true }));
    void latest.current().then((answer) => {
      if (!current) return;
      if (answer.ok) setState({ value: answer.value, failure: null, loading: false });
      else setState((before) => ({ ...before, failure: answer, loading: false }));
    });
    return () => {
      current = false;
    };
  }, [key, turn]);

  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}
