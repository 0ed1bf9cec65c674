/** On every sheet that was printed for practice. */
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../navigation/KioskContext.tsx';

export function PracticeMark() {
  const { t } = useTranslation();
  const { status } = useKiosk();
  return status.practice ? <p className="sheet-practice">{t('practice:notValid')}</p> : null;
}
