/** While there is no host to speak for the kiosk: it starts, or starts again. */
import { useTranslation } from 'react-i18next';
import { PerronMark } from '../components/PerronMark.tsx';

export function Waiting({ restarting }: { restarting: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="alert">
      <PerronMark />
      <h1>{restarting ? t('kiosk:restarting') : t('kiosk:starting')}</h1>
      <p className="lead">{restarting ? t('kiosk:restartingHint') : t('kiosk:startingHint')}</p>
    </div>
  );
}
