/** Whom a visitor turns to, where staff named somebody: part of what every trouble says. */
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../navigation/KioskContext.tsx';

export function WhomToCall() {
  const { t } = useTranslation();
  const { helper } = useKiosk().status;
  return helper === null ? null : <p className="whom-to-call">{t('kiosk:callHelper', { helper })}</p>;
}
