/** How long nobody has touched, typed or scrolled, in whole seconds. */
import { useCallback, useEffect, useRef, useState } from 'react';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * By a clock that nobody sets: the one on the wall may jump by years. From `limit` on no sign counts by itself: whatever asks by then must be answered with `renew`, else the touch that
 * answers would take the question away before it arrives.
 */
export function useIdleSeconds(limit: number): { readonly seconds: number; readonly renew: () => void } {
  const last = useRef(performance.now());
  const [seconds, setSeconds] = useState(0);
  const renew = useCallback(() => {
    last.current = performance.now();
    setSeconds(0);
  }, []);
  useEffect(() => {
    const elapsed = () => Math.floor((performance.now() - last.current) / 1_000);
    const sign = () => {
      if (elapsed() < limit) last.current = performance.now();
    };
    const timer = setInterval(() => setSeconds(elapsed()), 1_000);
    const listening = new AbortController();
    const { signal } = listening;
    for (const name of SIGNS) window.addEventListener(name, sign, { capture: true, passive: true, signal });
    return () => {
      clearInterval(timer);
      listening.abort();
    };
  }, [limit]);
  return { seconds, renew };
}
