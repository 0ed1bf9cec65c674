/** Keys of a keyboard, or of a scanner that plays one, reach the one field of a screen also after a touch elsewhere. */
import { useEffect, useRef } from 'react';

export function useTypedAnywhere(field: () => HTMLInputElement | null): void {
  const find = useRef(field);
  find.current = field;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isText = event.key.length === 1 && event.key !== ' ';
      if (!isText || event.ctrlKey || event.altKey || event.metaKey) return;
      const at = event.target instanceof Element ? event.target : null;
      // Before the character is typed, which then goes where the focus is.
      if (at?.closest('input, textarea, [role=dialog], [role=alertdialog]') == null) find.current()?.focus();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
