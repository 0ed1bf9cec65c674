/** Instead of writing, while the city takes no contributions: when it does, and what can be done meanwhile. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { longDate } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';

export function ClosedScreen() {
  const { t, i18n } = useTranslation();
  const { status, walk } = useKiosk();
  const { consultation } = status;
  const lead =
    consultation === null
      ? t('home:noConsultationHint')
      : consultation.state === 'closed'
        ? t('home:closedSince', { date: longDate(consultation.closesAt, i18n.language) })
        : t('home:opensOn', { date: longDate(consultation.opensAt, i18n.language) });
  return (
    <Screen
      title={t('home:cannotPost')}
      lead={lead}
      width="narrow"
      actions={
        <Button
          look="primary"
          onPress={() => walk({ type: 'replace', to: { name: 'browse', tab: 'ideas' } })}
        >
          {t('home:lookAround')}
        </Button>
      }
    />
  );
}
