/** What runs here and on which terms. */
import { useTranslation } from 'react-i18next';

export function Footer() {
  const { t } = useTranslation();
  return <footer className="foot">{t('staff:licence')}</footer>;
}
