/** Runs a call of a button: one at a time however often the click arrives, and keeps why it failed. */
import { useCallback, useRef, useState } from 'react';
import type { Answer, Failure } from './api.ts';

export type Action<A extends unknown[]> = {
  run(...args: A): void;
  readonly busy: boolean;
  readonly failure: Failure | null;
  clear(): void;
};

/**
 * With `once`, a success leaves the action taken until the screen goes: what was posted is not posted again
 * by a click that arrives between the answer and the next screen.
 */
export function useAction<A extends unknown[], T>(
  call: (...args: A) => Promise<Answer<T>>,
  { done, once = false }: { done?: (value: T) => void; once?: boolean } = {},
): Action<A> {
  const taken = useRef(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const run = (...args: A) => {
    if (taken.current) return;
    taken.current = true;
    setBusy(true);
    setFailure(null);
    void call(...args).then((answer) => {
      if (!answer.ok || !once) {
        taken.current = false;
        setBusy(false);
      }
      if (answer.ok) done?.(answer.value);
      else setFailure(answer);
    });
  };
  const clear = useCallback(() => setFailure(null), []);
  return { run, busy, failure, clear };
}
