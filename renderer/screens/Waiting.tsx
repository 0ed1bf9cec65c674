/** While there is no host to speak for the kiosk: it starts, or starts again. */
import { useTranslation } from 'react-i18next';
import { PerronMark } from '../components/PerronMark.tsx';
import { CallHelper } from './WhomToCall.tsx';

export function Waiting({ restarting, helper }: { restarting: boolean; helper: string | null }) {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="alert">
      <PerronMark />
      <h1>{restarting ? t('kiosk:restarting') : t('kiosk:starting')}</h1>
      <p className="lead">{restarting ? t('kiosk:restartingHint') : t('kiosk:startingHint')}</p>
      <CallHelper helper={helper} />
    </div>
  );
}
