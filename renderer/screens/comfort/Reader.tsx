/** Reads the screen aloud, and every screen after it until it is told to stop. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { createPlayer } from '../../speech/player.ts';
import { sentencesOf, shownNow } from '../../speech/screen-text.ts';

/** A screen is whole when nothing of it has changed for so long. */
const SETTLED_MILLISECONDS = 350;

export function ReaderButton() {
  const { t } = useTranslation();
  const { comfort, setComfort } = useKiosk();
  return (
    <Button
      look="quiet"
      aria-label={t('comfort:read')}
      aria-pressed={comfort.reads}
      onPress={() => setComfort({ ...comfort, reads: !comfort.reads })}
    >
      <svg viewBox="0 0 24 24" className="read-sign" aria-hidden="true">
        <path d="M3 9v6h4l6 5V4L7 9z" fill="currentColor" />
        <path d="M16 8.5a5 5 0 0 1 0 7M18.5 5.5a9 9 0 0 1 0 13" fill="none" stroke="currentColor" />
      </svg>
      <span className="read-words">{t('comfort:read')}</span>
    </Button>
  );
}

export function Reader() {
  const { t } = useTranslation();
  const { host, status, comfort, setComfort } = useKiosk();
  const player = useMemo(() => createPlayer(host), [host]);
  const { playing, paused, current, voiceless } = useSyncExternalStore(player.subscribe, player.state);
  const [turn, setTurn] = useState(0);
  const { reads, speed } = comfort;
  const { volume } = status;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn begins anew.
  useEffect(() => {
    if (!reads) return;
    let heading: string | null = null;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const shown = shownNow();
      const now = shown?.querySelector('h1, h2')?.textContent ?? null;
      if (shown === null || now === heading) return;
      heading = now;
      void player.play(sentencesOf(shown), { speed, volume });
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, SETTLED_MILLISECONDS);
    };
    const changes = new MutationObserver(soon);
    changes.observe(document.body, { childList: true, subtree: true, characterData: true });
    soon();
    return () => {
      clearTimeout(timer);
      changes.disconnect();
      player.stop();
    };
  }, [reads, speed, volume, turn, player]);

  useEffect(() => {
    if (current === null) return;
    current.element.classList.add('being-read');
    current.element.scrollIntoView({ block: 'nearest' });
    return () => current.element.classList.remove('being-read');
  }, [current]);

  if (!reads) return null;
  return (
    <section className="reader" aria-label={t('comfort:read')} data-silent>
      {playing ? (
        <Button onPress={() => (paused ? player.goOn() : player.pause())}>
          {paused ? t('comfort:goOn') : t('comfort:pause')}
        </Button>
      ) : null}
      <Button onPress={() => setTurn(turn + 1)}>{t('comfort:again')}</Button>
      <Button onPress={() => setComfort({ ...comfort, reads: false })}>{t('comfort:stop')}</Button>
      {voiceless ? <p>{t('comfort:voiceless')}</p> : null}
    </section>
  );
}
