/** The slip on paper. */
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../navigation/KioskContext.tsx';
import { PrintButton } from './PrintButton.tsx';
import { SlipSheet } from './SlipSheet.tsx';

export function PrintSlip({ code }: { code: string }) {
  const { t } = useTranslation();
  const { status } = useKiosk();
  return (
    <PrintButton
      label={t('printing:slip')}
      sheet={() => <SlipSheet code={code} status={status} />}
      otherwise={t('printing:slipOtherwise')}
    />
  );
}
