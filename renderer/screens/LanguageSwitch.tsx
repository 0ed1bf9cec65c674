/** The languages of the kiosk; a touch changes all the screen's words and no typed one. */
import { useTranslation } from 'react-i18next';
import { LanguageSelect } from '../components/LanguageSelect.tsx';
import { useKiosk } from '../navigation/KioskContext.tsx';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const { languages } = useKiosk();
  return (
    <LanguageSelect
      label={t('kiosk:language')}
      languages={languages}
      value={i18n.language}
      onChoose={(language) => void i18n.changeLanguage(language)}
    />
  );
}
