/** Ends the help for this person, after asking: their draft and code are gone from the kiosk. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';

export function FinishButton() {
  const { t } = useTranslation();
  const { host, status, walk, drafts } = useKiosk();
  const [asking, setAsking] = useState(false);
  const leave = useAction(
    async () => {
      await drafts.settle();
      return host.call('participant:leave', {});
    },
    {
      once: true,
      done: () => {
        drafts.forget();
        walk({ type: 'restart', at: { name: 'farewell' } });
      },
    },
  );
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t('participant:finish')}</Button>
      <Dialog title={t('participant:finishTitle')} open={asking} onClose={() => setAsking(false)} question>
        <p>{status.participant?.hasDraft ? t('participant:finishDraft') : t('participant:finishHint')}</p>
        <Problem failure={leave.failure} />
        <div className="row">
          <Button onPress={() => setAsking(false)}>{t('kiosk:cancel')}</Button>
          <Button look="primary" busy={leave.busy} onPress={() => leave.run()}>
            {t('participant:finishYes')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
