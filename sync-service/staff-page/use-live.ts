/**
 * What a screen shows of the service: asked for at once, and again when the service says that there is news of it. Without
 * the line on which it says so, every few seconds; never while nobody looks.
 */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { NewsTopic } from '../../common/contract/staff-live.ts';
import type { Outcome, Problem } from '../../common/problems.ts';
import { useStaff } from './StaffContext.tsx';

const REFRESH_MS = 10_000;
/** While the line holds: should it ever keep something to itself, nothing stays wrong for longer. */
const ANYWAY_MS = 120_000;
/** News in a storm are gathered: at most once a second, and more rarely where an answer takes its time. */
const GATHER_MS = 1_000;
const REST_FACTOR = 5;

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
  /** Changes come by themselves, the moment they happen. */
  readonly held: boolean;
  reload(): void;
};

/** `about`: what news concern it; none, and it changes on request alone, as on a page that is about to be printed. */
export function useLive<T>(load: () => Promise<Outcome<T>>, about: readonly NewsTopic[]): Live<T> {
  const { line } = useStaff();
  const holds = useSyncExternalStore(line.onChange, line.holds);
  const [shown, setShown] = useState<Shown<T>>({ value: null, at: null, failure: null });
  const [busy, setBusy] = useState(false);
  const latest = useRef(load);
  latest.current = load;
  const topics = useRef(about);
  const askNow = useRef(() => {});

  useEffect(() => {
    const isStill = topics.current.length === 0;
    let turn = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let due = Number.POSITIVE_INFINITY;
    let restsUntil = 0;
    let asking = false;
    /** News came while an answer was on its way: it may not know them. */
    let again = false;
    const schedule = (wait: number) => {
      clearTimeout(timer);
      due = Date.now() + wait;
      if (!isStill && document.visibilityState === 'visible') timer = setTimeout(ask, wait);
    };
    const ask = async () => {
      clearTimeout(timer);
      turn += 1;
      const mine = turn;
      asking = true;
      again = false;
      const began = Date.now();
      const answer = await latest.current();
      // A later question has been asked, or the screen has gone.
      if (mine !== turn) return;
      asking = false;
      const ended = Date.now();
      const rest = Math.max(GATHER_MS, REST_FACTOR * (ended - began));
      restsUntil = ended + rest;
      setBusy(false);
      setShown((before) =>
        answer.ok ? { value: answer.value, at: ended, failure: null } : { ...before, failure: answer },
      );
      schedule(again ? rest : answer.ok && line.holds() ? ANYWAY_MS : REFRESH_MS);
    };
    const soon = () => {
      if (asking) again = true;
      else schedule(Math.max(0, Math.min(due, restsUntil) - Date.now()));
    };
    const onVisibility = () => {
      if (isStill) return;
      if (document.visibilityState === 'visible') void ask();
      else clearTimeout(timer);
    };
    askNow.current = () => void ask();
    document.addEventListener('visibilitychange', onVisibility);
    const unheard = line.onNews(topics.current, soon);
    // A line that went leaves nobody waiting for news that will not come.
    const unchanged = line.onChange(() => {
      if (!line.holds() && due - Date.now() > REFRESH_MS) schedule(REFRESH_MS);
    });
    void ask();
    return () => {
      turn += 1;
      clearTimeout(timer);
      unheard();
      unchanged();
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [line]);

  const reload = useCallback(() => {
    setBusy(true);
    askNow.current();
  }, []);
  return { ...shown, busy, held: holds && about.length > 0, reload };
}
