/** Whom a visitor turns to, where staff named somebody: part of what every trouble says. */
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../navigation/KioskContext.tsx';

export function WhomToCall() {
  return <CallHelper helper={useKiosk().status.helper} />;
}

/** Also where no kiosk answers any more, of what it said last. */
export function CallHelper({ helper }: { helper: string | null }) {
  const { t } = useTranslation();
  return helper === null ? null : <p className="whom-to-call">{t('kiosk:callHelper', { helper })}</p>;
}
