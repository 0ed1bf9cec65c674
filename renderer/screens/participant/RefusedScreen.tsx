/** After a "no": kind, final, and with something left to do. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';

export function RefusedScreen() {
  const { t } = useTranslation();
  const { walk } = useKiosk();
  return (
    <Screen
      title={t('participant:refusedTitle')}
      lead={t('participant:refusedLead')}
      width="narrow"
      actions={
        <>
          <Button onPress={() => walk({ type: 'home' })}>{t('kiosk:home')}</Button>
          <Button
            look="primary"
            onPress={() => walk({ type: 'restart', at: { name: 'browse', tab: 'ideas' } })}
          >
            {t('home:lookAround')}
          </Button>
        </>
      }
    />
  );
}
