/** What becomes of people's data, in the city's own plain words, from where they are asked to agree. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { CityText } from '../../components/CityText.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';

export function PrivacyNotice() {
  const { t, i18n } = useTranslation();
  const { status } = useKiosk();
  const [open, setOpen] = useState(false);
  const notice = status.consultation?.privacy;
  if (notice === undefined) return null;
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('participant:privacy')}</Button>
      <Dialog title={t('participant:privacy')} open={open} onClose={() => setOpen(false)}>
        <div className="privacy">
          <CityText text={notice} wanted={i18n.language} />
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
