/**
 * Locks at a touch, and nothing of anybody stays on the screen or in the page: who was being helped waits with a card, as
 * with "let this person wait", and a visitor whom somebody helped leaves. Where that fails, the PIN stands before them still.
 */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { type Left, startAnew } from '../../start-anew.ts';
import { useAction } from '../../use-action.ts';

export function LockButton() {
  const { t, i18n } = useTranslation();
  const { host, status, drafts, walk } = useKiosk();
  const { participant, session } = status;

  const makeRoom = async (): Promise<Left | null> => {
    if (participant === null) return null;
    if (session?.mode === 'assisted') {
      await drafts.flush();
      const waiting = await host.call('participant:set-aside', {});
      return waiting.ok ? { card: waiting.value.card, language: i18n.language } : null;
    }
    await drafts.settle();
    await host.call('participant:leave', {});
    return null;
  };
  const lock = useAction(
    async () => {
      const left = await makeRoom();
      drafts.forget();
      const locked = await host.call('facilitator:lock', {});
      return locked.ok ? { ok: true as const, value: left } : locked;
    },
    {
      done: async (left) => {
        if (!(await startAnew(host, left))) walk({ type: 'home' });
      },
    },
  );
  return (
    <Button look="quiet" busy={lock.busy} onPress={() => lock.run()}>
      {t('kiosk:lock')}
    </Button>
  );
}
