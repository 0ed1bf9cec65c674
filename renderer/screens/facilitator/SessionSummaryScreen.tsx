/** After a session: what it brought, and whether all of it has left the kiosk. */
import { useTranslation } from 'react-i18next';
import type { SessionCounts } from '../../../common/contract/kiosk-api.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';
import { Counts } from './Counts.tsx';

export function SessionSummaryScreen({ counts }: { counts: SessionCounts }) {
  const { t } = useTranslation();
  const { status, walk } = useKiosk();
  const { pending } = status.sync;
  return (
    <Screen
      title={t('facilitator:closedTitle')}
      lead={t('facilitator:closedLead')}
      width="wide"
      actions={
        <>
          <Button onPress={() => walk({ type: 'restart', at: { name: 'desk' } })}>
            {t('facilitator:openAnother')}
          </Button>
          <Button look="primary" onPress={() => walk({ type: 'home' })}>
            {t('kiosk:home')}
          </Button>
        </>
      }
    >
      <div className="panel">
        <Counts counts={counts} />
      </div>
      {pending === 0 ? (
        <Notice tone="good" title={t('facilitator:allSent')} />
      ) : (
        <Notice title={t('kiosk:pending', { count: pending })}>{t('facilitator:keepOn')}</Notice>
      )}
    </Screen>
  );
}
