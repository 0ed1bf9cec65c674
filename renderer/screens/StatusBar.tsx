/** Always below the screen: what is saved here, what the service has, and whether it can be reached. */
import { useTranslation } from 'react-i18next';
import { Button } from '../components/Button.tsx';
import { ago } from '../formats.ts';
import { useKiosk } from '../navigation/KioskContext.tsx';
import { useAction } from '../use-action.ts';
import { useNow } from '../use-now.ts';

export function StatusBar() {
  const { t, i18n } = useTranslation();
  const { host, status, walk } = useKiosk();
  const now = useNow(15_000);
  const retry = useAction(() => host.call('sync:now', {}));
  const { state, pending, quarantined, lastAcknowledgedAt } = status.sync;
  const { language } = i18n;
  return (
    <footer className="statusbar">
      <section aria-label={t('kiosk:syncState')} className="statusbar-sync">
        <span className={`sync-state sync-${state}`}>{t(`kiosk:sync.${state}`)}</span>
        <span>{pending === 0 ? t('kiosk:nothingPending') : t('kiosk:pending', { count: pending })}</span>
        <span className="statusbar-arrived">
          {lastAcknowledgedAt === null
            ? t('kiosk:neverAcknowledged')
            : t('kiosk:lastAcknowledged', { ago: ago({ at: lastAcknowledgedAt, now, language }) })}
        </span>
        {quarantined === 0 ? null : <span>{t('kiosk:quarantined', { count: quarantined })}</span>}
      </section>
      {retry.failure === null ? null : (
        <span role="alert" className="statusbar-failure">
          {retry.failure.problem === 'host-gone'
            ? t('kiosk:hostGone')
            : t(`problems:${retry.failure.problem}`)}
        </span>
      )}
      {status.facilitator === null ? null : (
        <>
          <Button look="quiet" busy={retry.busy} onPress={() => retry.run()}>
            {t('kiosk:sendNow')}
          </Button>
          <Button look="quiet" onPress={() => walk({ type: 'restart', at: { name: 'operations' } })}>
            {t('operations:title')}
          </Button>
        </>
      )}
      {status.kiosk === null ? null : (
        <bdi className="statusbar-kiosk" dir="auto">
          {status.kiosk.name} · {status.kiosk.place}
        </bdi>
      )}
    </footer>
  );
}
