/** Keys on the screen for a PIN or a code; a physical keyboard works beside it. */
import { useEffect, useRef } from 'react';
import { Button } from './Button.tsx';

export const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

export function Keypad({
  keys,
  label,
  eraseLabel,
  onKey,
  onErase,
  onEnter,
  listening = false,
}: {
  keys: readonly string[];
  label: string;
  eraseLabel: string;
  onKey: (key: string) => void;
  onErase: () => void;
  onEnter?: () => void;
  /** Takes the keys of a physical keyboard too, where no field has them. */
  listening?: boolean;
}) {
  const handlers = useRef({ onKey, onErase, onEnter });
  handlers.current = { onKey, onErase, onEnter };

  useEffect(() => {
    if (!listening) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const { onKey, onErase, onEnter } = handlers.current;
      if (keys.includes(event.key)) onKey(event.key);
      else if (event.key === 'Backspace') onErase();
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) onEnter?.();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [listening, keys]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend that is shown.
    <div
      role="group"
      aria-label={label}
      className={keys.length > 12 ? 'keypad keypad-wide' : 'keypad'}
      // Digits run from left to right in every language.
      dir="ltr"
    >
      {keys.map((key) => (
        <Button key={key} onPress={() => onKey(key)}>
          {key}
        </Button>
      ))}
      <Button look="quiet" aria-label={eraseLabel} onPress={onErase}>
        <span aria-hidden="true">⌫</span>
      </Button>
    </div>
  );
}
