/** The field that somebody types into by touch; none while a physical keyboard is used. */
import { useEffect, useState } from 'react';
import { OWN_KEYS } from '../components/Field.tsx';

export type TypingField = HTMLInputElement | HTMLTextAreaElement;

/** The click comes after the finger is lifted. */
const TOUCH_OVER_MILLISECONDS = 80;

const isTyping = (target: EventTarget | null): target is TypingField =>
  (target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && ['text', 'search', ''].includes(target.type))) &&
  target.closest(`[${OWN_KEYS}]`) === null;

export function useTypingField(): { readonly field: TypingField | null; readonly hide: () => void } {
  const [field, setField] = useState<TypingField | null>(null);
  useEffect(() => {
    let touched = false;
    let down = false;
    const point = (event: PointerEvent) => {
      down = true;
      touched = event.pointerType === 'touch';
      if (touched && isTyping(event.target) && event.target === document.activeElement)
        setField(event.target);
    };
    const enter = (event: FocusEvent) => {
      if (touched && isTyping(event.target)) setField(event.target);
    };
    const leaveNow = () => {
      if (!isTyping(document.activeElement)) setField(null);
    };
    // What is being touched must not move away under the finger: the keys go when the touch is over.
    const leave = () => {
      if (!down) setTimeout(leaveNow, 0);
    };
    const release = () => {
      down = false;
      setTimeout(leaveNow, TOUCH_OVER_MILLISECONDS);
    };
    const press = (event: KeyboardEvent) => {
      // A real key: whoever has a keyboard needs none on the screen. A switch sends keys and is none.
      if ('switches' in document.documentElement.dataset) return;
      if (event.isTrusted && event.key !== 'Tab') setField(null);
    };
    const listening = new AbortController();
    const { signal } = listening;
    document.addEventListener('pointerdown', point, { capture: true, signal });
    document.addEventListener('pointerup', release, { capture: true, signal });
    document.addEventListener('pointercancel', release, { capture: true, signal });
    document.addEventListener('focusin', enter, { signal });
    document.addEventListener('focusout', leave, { signal });
    document.addEventListener('keydown', press, { capture: true, signal });
    return () => listening.abort();
  }, []);
  return { field, hide: () => setField(null) };
}
