/** Goes on with whom it let go by mistake, as long as nobody else has come. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';

export function CallBackButton() {
  const { t } = useTranslation();
  const { host, status, walk } = useKiosk();
  const callBack = useAction(() => host.call('participant:call-back', {}), {
    done: () => walk({ type: 'restart', at: { name: 'participant' } }),
  });
  if (status.facilitator === null || status.session?.canCallBack !== true) return null;
  return (
    <>
      <Problem failure={callBack.failure} />
      <Button look="quiet" busy={callBack.busy} onPress={() => callBack.run()}>
        {t('facilitator:callBack')}
      </Button>
    </>
  );
}
