/** The pack-up check: what a session brought, and whether all of it has arrived, as it arrives. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { useLoaded } from '../../use-loaded.ts';
import { Awaited } from '../Awaited.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { Counts } from './Counts.tsx';

export function SessionSummaryScreen({
  sessionId,
  workshopId,
}: {
  sessionId: string;
  /** Null for an unplanned session. */
  workshopId: string | null;
}) {
  const { t } = useTranslation();
  const { host, status, walk } = useKiosk();
  const counted = useLoaded(
    () => host.call('session:counts', { id: sessionId }),
    JSON.stringify(status.sync),
  );
  const { value: counts } = counted;
  // A closed session is proved with its counts and stays so: who goes on does it in another one.
  const goOn = useAction(() => host.call('session:open', { workshopId }), {
    once: true,
    done: () => walk({ type: 'restart', at: { name: 'desk' } }),
  });
  const send = useAction(() => host.call('sync:now', {}));
  return (
    <Screen
      title={t('facilitator:closedTitle')}
      lead={t('facilitator:closedLead')}
      width="wide"
      actions={
        <>
          <Button look="quiet" busy={goOn.busy} onPress={() => goOn.run()}>
            {t('facilitator:goOn')}
          </Button>
          <Button onPress={() => walk({ type: 'restart', at: { name: 'desk' } })}>
            {t('facilitator:openAnother')}
          </Button>
          <Button look="primary" onPress={() => walk({ type: 'home' })}>
            {t('kiosk:home')}
          </Button>
        </>
      }
    >
      <Awaited loaded={counted} />
      {counts === null ? null : (
        <>
          {counts.pending > 0 ? (
            <Notice tone="warning" title={t('facilitator:packWait', { count: counts.pending })}>
              <p>{t('facilitator:keepOn')}</p>
              <Problem failure={send.failure} />
              <div className="row">
                <Button busy={send.busy} onPress={() => send.run()}>
                  {t('kiosk:sendNow')}
                </Button>
                <Button onPress={() => walk({ type: 'go', to: { name: 'operations' } })}>
                  {t('facilitator:byStick')}
                </Button>
              </div>
            </Notice>
          ) : (
            <Notice tone="good" title={t('facilitator:packUp', { count: counts.acknowledged })}>
              {counts.quarantined === 0 ? null : <p>{t('operations:setAsideHint')}</p>}
            </Notice>
          )}
          <div className="panel">
            <Counts counts={counts} />
            <div className="row">
              <Button onPress={() => walk({ type: 'go', to: { name: 'take-along', sessionId } })}>
                {t('session:takeAlong')}
              </Button>
            </div>
          </div>
          <p className="muted">{t('facilitator:goOnHint')}</p>
          <Problem failure={goOn.failure} />
        </>
      )}
    </Screen>
  );
}
