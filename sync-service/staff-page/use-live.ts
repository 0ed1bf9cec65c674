/** What a screen shows of the service: asked for at once, and again every few seconds while it is looked at. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Outcome, Problem } from '../../common/problems.ts';

const REFRESH_MS = 10_000;

type Shown<T> = {
  /** The last good answer; a failure leaves it as it is. */
  readonly value: T | null;
  /** When that answer arrived. */
  readonly at: number | null;
  /** Why the last try failed, or null when it did not. */
  readonly failure: Problem | null;
};

export type Live<T> = Shown<T> & {
  /** A person asked and waits; the quiet refreshes do not count. */
  readonly busy: boolean;
  reload(): void;
};

/** `still`: what is shown changes on request alone, as on a page that is about to be printed. */
export function useLive<T>(load: () => Promise<Outcome<T>>, { still = false } = {}): Live<T> {
  const [shown, setShown] = useState<Shown<T>>({ value: null, at: null, failure: null });
  const [busy, setBusy] = useState(false);
  const latest = useRef(load);
  latest.current = load;
  const askNow = useRef(() => {});

  useEffect(() => {
    let turn = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      clearTimeout(timer);
      turn += 1;
      const mine = turn;
      const answer = await latest.current();
      // A later question has been asked, or the screen has gone.
      if (mine !== turn) return;
      setBusy(false);
      setShown((before) =>
        answer.ok ? { value: answer.value, at: Date.now(), failure: null } : { ...before, failure: answer },
      );
      if (!still && document.visibilityState === 'visible') timer = setTimeout(ask, REFRESH_MS);
    };
    const onVisibility = () => {
      if (still) return;
      if (document.visibilityState === 'visible') void ask();
      else clearTimeout(timer);
    };
    askNow.current = () => void ask();
    document.addEventListener('visibilitychange', onVisibility);
    void ask();
    return () => {
      turn += 1;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [still]);

  const reload = useCallback(() => {
    setBusy(true);
    askNow.current();
  }, []);
  return { ...shown, busy, reload };
}
