/** A kiosk that the city has shut out: it takes nothing more, and gives away what it had not sent. */
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { CarryPanel } from '../operations/CarryPanel.tsx';
import { Screen } from '../Screen.tsx';
import { WhomToCall } from '../WhomToCall.tsx';

export function RevokedScreen() {
  const { t } = useTranslation();
  const { status } = useKiosk();
  return (
    <Screen title={t('home:revoked')} lead={t('home:revokedHint')}>
      <WhomToCall />
      {status.sync.pending > 0 && <CarryPanel />}
    </Screen>
  );
}
