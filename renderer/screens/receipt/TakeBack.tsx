/** Takes back what stands behind a code, after asking. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';

export function TakeBack({
  code,
  id,
  onTaken,
}: {
  code: string;
  /** Null for everything behind the code. */
  id: string | null;
  onTaken: () => void;
}) {
  const { t } = useTranslation();
  const { host } = useKiosk();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const withdraw = useAction(() => host.call('receipt:withdraw', { code, id }), {
    done: () => {
      close();
      onTaken();
    },
  });
  return (
    <>
      <Button onPress={() => setAsking(true)}>
        {id === null ? t('receipt:takeAllBack') : t('receipt:takeBack')}
      </Button>
      <Dialog title={t('receipt:takeBackTitle')} open={asking} onClose={close} question>
        <p>{id === null ? t('receipt:takeAllHint') : t('receipt:takeBackHint')}</p>
        <Problem failure={withdraw.failure} />
        <div className="row">
          <Button onPress={close}>{t('kiosk:cancel')}</Button>
          <Button look="primary" busy={withdraw.busy} onPress={() => withdraw.run()}>
            {t('receipt:takeBackYes')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
