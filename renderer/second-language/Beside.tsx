/** Beside the participant's screen, the same in the helper's language. */
import type { i18n } from 'i18next';
import { useEffect, useState } from 'react';
import { direction } from '../../common/domain/direction.ts';
import { type Line, linesOf } from './lines.ts';

/** A screen is whole when nothing of it has changed for so long. */
const SETTLED_MILLISECONDS = 120;

const shownNow = (): Element | null =>
  document.querySelector('[role="alertdialog"], [role="dialog"], main.room');

export function Beside({ language, label, i18n }: { language: string; label: string; i18n: i18n }) {
  const [lines, setLines] = useState<readonly Line[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const root = shownNow();
      if (root !== null) setLines(linesOf({ root, language, i18n }));
    };
    const changes = new MutationObserver((seen) => {
      // Its own lines change nothing that it shows.
      if (seen.every(({ target }) => target instanceof Element && target.closest('.beside') !== null)) return;
      clearTimeout(timer);
      timer = setTimeout(look, SETTLED_MILLISECONDS);
    });
    changes.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
    return () => {
      clearTimeout(timer);
      changes.disconnect();
    };
  }, [language, i18n]);
  return (
    <aside className="beside" aria-label={label} lang={language} dir={direction(language)} data-silent>
      {lines.map(({ text, language: spoken, look }) => (
        <p key={text} lang={spoken} dir="auto" className={`beside-${look}`}>
          {text}
        </p>
      ))}
    </aside>
  );
}
