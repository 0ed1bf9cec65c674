/** What somebody should look after before it stops anybody: little room on the disk, or a city that was long out of reach. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ago } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useNow } from '../../use-now.ts';
import { WhomToCall } from '../WhomToCall.tsx';

/** A weekend without a network is nothing to worry about. */
const LONG_MS = 3 * 86_400_000;

export function Troubles() {
  const { t, i18n } = useTranslation();
  const { status, walk } = useKiosk();
  const now = useNow(60_000);
  const { oldestPendingAt } = status.sync;
  const waitsLong = oldestPendingAt !== null && now - oldestPendingAt > LONG_MS;
  if (status.room === 'enough' && !waitsLong) return null;
  return (
    <Notice tone="warning" title={t('facilitator:trouble')}>
      {status.room === 'enough' ? null : (
        <p>{status.room === 'low' ? t('operations:diskLow') : t('facilitator:diskFull')}</p>
      )}
      {waitsLong ? (
        <p>
          {t('facilitator:waitsLong', { ago: ago({ at: oldestPendingAt, now, language: i18n.language }) })}
        </p>
      ) : null}
      <WhomToCall />
      <div className="row">
        <Button onPress={() => walk({ type: 'go', to: { name: 'operations' } })}>
          {t('operations:title')}
        </Button>
      </div>
    </Notice>
  );
}
