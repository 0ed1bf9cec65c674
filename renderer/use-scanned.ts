/** What a scanner types where no field waits for it: characters as fast as no hand does, and Enter. */
import { useEffect, useRef } from 'react';

/** Between two characters; whoever types is slower than any scanner, or means a key of the screen. */
const PAUSE_MS = 500;
const SCANNED_MIN = 8;

export function useScanned(onScanned: (text: string) => void): void {
  const tell = useRef(onScanned);
  tell.current = onScanned;
  useEffect(() => {
    let typed = '';
    let last = 0;
    const press = (event: KeyboardEvent) => {
      const at = event.target instanceof Element ? event.target : null;
      if (at?.closest('input:not([type=radio]), textarea, [role=dialog], [role=alertdialog]')) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.timeStamp - last > PAUSE_MS) typed = '';
      last = event.timeStamp;
      if (event.key === 'Enter' && typed.length >= SCANNED_MIN) {
        // It ends the scan and presses no button.
        event.preventDefault();
        event.stopPropagation();
        tell.current(typed);
        typed = '';
        // Space is a key of the screen, and one button of a switch.
      } else if (event.key.length === 1 && event.key !== ' ') typed += event.key;
    };
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, []);
}
