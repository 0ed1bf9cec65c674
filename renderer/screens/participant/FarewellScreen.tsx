/** The screen is clean: thanks to the one who leaves, and the next may come. */
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { startAnew } from '../../start-anew.ts';
import { CallBackButton } from '../facilitator/CallBackButton.tsx';
import { Screen } from '../Screen.tsx';

/** Long enough to read it; then the kiosk is there for the next visitor. */
const ALONE_MILLISECONDS = 15_000;

export function FarewellScreen() {
  const { t } = useTranslation();
  const { host, status, walk } = useKiosk();
  const alone = status.facilitator === null;
  const home = useCallback(async () => {
    if (!(await startAnew(host))) walk({ type: 'home' });
  }, [host, walk]);
  useEffect(() => {
    if (!alone) return;
    const timer = setTimeout(home, ALONE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [alone, home]);
  if (alone) {
    return (
      <Screen
        title={t('participant:farewellTitle')}
        lead={t('participant:farewellWalkIn')}
        width="narrow"
        actions={
          <Button look="primary" onPress={() => void home()}>
            {t('kiosk:home')}
          </Button>
        }
      />
    );
  }
  return (
    <Screen
      title={t('participant:farewellTitle')}
      lead={t('participant:farewellLead')}
      width="narrow"
      actions={
        <>
          <CallBackButton />
          <Button onPress={() => walk({ type: 'restart', at: { name: 'desk' } })}>{t('kiosk:desk')}</Button>
          <Button look="primary" onPress={() => walk({ type: 'restart', at: { name: 'participant' } })}>
            {t('facilitator:welcomeNext')}
          </Button>
        </>
      }
    />
  );
}
