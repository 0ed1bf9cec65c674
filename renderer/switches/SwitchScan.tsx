/**
 * For who has two buttons in place of touch and keyboard: one goes on to the next thing on the screen, the other chooses it.
 * Nothing is timed. Switch interfaces speak as a keyboard does: Space or Tab goes on, Enter chooses.
 */
import { useEffect } from 'react';
import { choose, stopsOf } from './stops.ts';

const MARK = 'scanned';

export function SwitchScan() {
  useEffect(() => {
    let present: HTMLElement | null = null;
    let row: Element | null = null;
    const mark = (stop: HTMLElement | null): void => {
      present?.classList.remove(MARK);
      present = stop;
      stop?.classList.add(MARK);
      stop?.scrollIntoView({ block: 'nearest' });
    };
    const goOn = (): void => {
      const stops = stopsOf(document, row);
      mark(stops[(present === null ? -1 : stops.indexOf(present)) + 1] ?? stops[0] ?? null);
    };
    const chooseIt = (): void => {
      if (present === null || !present.isConnected) return;
      if (present.matches('.screen-keys')) {
        row = present;
        mark(null);
        goOn();
        return;
      }
      const chosen = present;
      // After a letter the rows begin anew.
      if (row !== null) mark(null);
      row = null;
      choose(chosen);
    };
    const press = (event: KeyboardEvent): void => {
      const does = { ' ': goOn, Tab: goOn, Enter: chooseIt }[event.key];
      if (does === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) does();
    };
    const { dataset } = document.documentElement;
    dataset.switches = '';
    // React Aria listens below; whether somebody is there is heard at the window.
    document.addEventListener('keydown', press, { capture: true });
    return () => {
      document.removeEventListener('keydown', press, { capture: true });
      delete dataset.switches;
      mark(null);
    };
  }, []);
  return null;
}
