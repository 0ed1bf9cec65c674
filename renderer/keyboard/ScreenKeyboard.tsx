/** Types into the field that was touched, in its language, and leaves the room above it in sight. */
import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../common/domain/direction.ts';
import { hasCapitals, layoutOf, rowsOf } from './layouts.ts';
import { type TypingField, useTypingField } from './use-typing-field.ts';

/** As in `styles/fit.css`: here what stood side by side stands one above the other. */
const upright = window.matchMedia('(max-width: 900px)');
const onTurn = (listener: () => void) => {
  upright.addEventListener('change', listener);
  return () => upright.removeEventListener('change', listener);
};

export function ScreenKeyboard() {
  const { field, hide } = useTypingField();
  return field === null ? null : <Keys key={field.lang} field={field} onHide={hide} />;
}

function Keys({ field, onHide }: { field: TypingField; onHide: () => void }) {
  const { t, i18n } = useTranslation();
  const [shift, setShift] = useState(false);
  const [symbols, setSymbols] = useState(false);
  const stands = useSyncExternalStore(onTurn, () => upright.matches);
  const language = field.lang || i18n.language;
  const multiline = field instanceof HTMLTextAreaElement;

  useLayoutEffect(() => {
    field.scrollIntoView({ block: 'center' });
  }, [field]);

  // The browser types it, so that the field's own undo, limits and events are those of a keyboard.
  const insert = (text: string) => {
    document.execCommand('insertText', false, text);
    setShift(false);
  };
  const key = (name: string, label: string, press: () => void, look = '') => (
    <button
      key={name}
      type="button"
      tabIndex={-1}
      className={`screen-key ${look}`}
      aria-label={name}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={press}
    >
      {label}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend that is shown.
    <div
      role="group"
      className="screen-keyboard"
      aria-label={t('comfort:keyboard')}
      dir={direction(language)}
      lang={language}
      data-silent
      onPointerDown={(event) => event.preventDefault()}
    >
      {rowsOf({ language, symbols, capitals: shift, upright: stands }).map((row, index, rows) => (
        <div key={row.join('')} className="screen-keys">
          {index === rows.length - 1 && hasCapitals(language) && !symbols
            ? key(
                t('comfort:shift'),
                '⇧',
                () => setShift(!shift),
                shift ? 'screen-key-wide screen-key-on' : 'screen-key-wide',
              )
            : null}
          {row.map((letter) => key(letter, letter, () => insert(letter)))}
          {index === rows.length - 1
            ? key(t('kiosk:erase'), '⌫', () => document.execCommand('delete'), 'screen-key-wide')
            : null}
        </div>
      ))}
      <div className="screen-keys">
        {key(
          symbols ? `abc: ${t('comfort:letters')}` : `123: ${t('comfort:symbols')}`,
          symbols ? 'abc' : '123',
          () => setSymbols(!symbols),
          'screen-key-wide',
        )}
        {[...layoutOf(language).marks].slice(0, 3).map((mark) => key(mark, mark, () => insert(mark)))}
        {key(t('comfort:space'), ' ', () => insert(' '), 'screen-key-space')}
        {[...layoutOf(language).marks].slice(3).map((mark) => key(mark, mark, () => insert(mark)))}
        {multiline
          ? key(t('comfort:newLine'), '↵', () => document.execCommand('insertLineBreak'), 'screen-key-wide')
          : null}
        {key(t('comfort:hideKeyboard'), '▾', onHide, 'screen-key-wide')}
      </div>
    </div>
  );
}
