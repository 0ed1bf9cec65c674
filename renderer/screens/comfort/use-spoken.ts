/** Says the question on the screen aloud, also to who has nothing else read; whoever has, hears it from the reader. */
import { useEffect, useMemo } from 'react';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { createPlayer } from '../../speech/player.ts';
import { sentencesOf } from '../../speech/screen-text.ts';

/** Another `turn` says it once more. */
export function useSpoken({ spoken, turn }: { spoken: boolean; turn: string }): void {
  const { host, status, comfort } = useKiosk();
  const player = useMemo(() => createPlayer(host), [host]);
  const { reads, speed } = comfort;
  const { volume } = status;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` says when to begin anew.
  useEffect(() => {
    const question = document.querySelector('[role="alertdialog"]');
    if (!spoken || reads || question === null) return;
    void player.play(sentencesOf(question), { speed, volume });
    return () => player.stop();
  }, [spoken, reads, turn, speed, volume, player]);
}
