/** Makes room at the kiosk for somebody else: who is being helped gets a number and waits with it. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';

export function PauseButton() {
  const { t } = useTranslation();
  const { host, status, walk, drafts } = useKiosk();
  const pause = useAction(
    async () => {
      await drafts.flush();
      return host.call('participant:set-aside', {});
    },
    {
      once: true,
      done: ({ card }) => {
        drafts.forget();
        walk({ type: 'restart', at: { name: 'card', card } });
      },
    },
  );
  if (status.facilitator === null || status.session?.mode !== 'assisted') return null;
  return (
    <>
      <Problem failure={pause.failure} />
      <Button busy={pause.busy} onPress={() => pause.run()}>
        {t('facilitator:pause')}
      </Button>
    </>
  );
}
