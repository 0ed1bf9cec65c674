/** What becomes of people's data, in the city's own plain words, from where they are asked to agree. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localized } from '../../../common/domain/localized-text.ts';
import { Button } from '../../components/Button.tsx';
import { Words } from '../../components/CityText.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';

export function PrivacyNotice() {
  const { t, i18n } = useTranslation();
  const { status } = useKiosk();
  const [open, setOpen] = useState(false);
  const notice = status.consultation?.privacy;
  if (notice === undefined) return null;
  const { text, language } = localized(notice, [i18n.language, 'en']);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('participant:privacy')}</Button>
      <Dialog title={t('participant:privacy')} open={open} onClose={() => setOpen(false)}>
        <div className="privacy">
          <Words text={text} language={language} />
        </div>
        <div className="row">
          <Button look="primary" onPress={() => setOpen(false)}>
            {t('comfort:done')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
