/** The screen is clean: thanks to the one who leaves, and the next may come. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';

export function FarewellScreen() {
  const { t } = useTranslation();
  const { walk } = useKiosk();
  return (
    <Screen
      title={t('participant:farewellTitle')}
      lead={t('participant:farewellLead')}
      width="narrow"
      actions={
        <>
          <Button onPress={() => walk({ type: 'restart', at: { name: 'desk' } })}>{t('kiosk:desk')}</Button>
          <Button look="primary" onPress={() => walk({ type: 'restart', at: { name: 'participant' } })}>
            {t('facilitator:welcomeNext')}
          </Button>
        </>
      }
    />
  );
}
