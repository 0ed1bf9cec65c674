/** The number for the person who waits, large, and nothing else of them. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';

export function CardScreen({ card }: { card: number }) {
  const { t } = useTranslation();
  const { walk } = useKiosk();
  return (
    <Screen
      title={t('facilitator:card', { card })}
      lead={t('facilitator:cardLead')}
      width="narrow"
      actions={
        <>
          <Button onPress={() => walk({ type: 'restart', at: { name: 'desk' } })}>{t('kiosk:desk')}</Button>
          <Button look="primary" onPress={() => walk({ type: 'restart', at: { name: 'participant' } })}>
            {t('facilitator:welcomeNext')}
          </Button>
        </>
      }
    >
      <p className="slip slip-code" aria-hidden="true">
        {card}
      </p>
    </Screen>
  );
}
