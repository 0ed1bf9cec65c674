/** What becomes of people's data, in the city's own plain words, from where they are asked to agree. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownName } from '../../../common/domain/language-names.ts';
import { Button } from '../../components/Button.tsx';
import { CityText } from '../../components/CityText.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Select } from '../../components/Select.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { PrintButton } from '../../printing/PrintButton.tsx';
import { PrivacySheet } from '../../printing/PrivacySheet.tsx';

export function PrivacyNotice() {
  const { t, i18n } = useTranslation();
  const { status, languages } = useKiosk();
  const [open, setOpen] = useState(false);
  /** Which the notice is read and printed in: that of the screen, until another one is wanted. */
  const [chosen, setChosen] = useState<string | null>(null);
  const { consultation } = status;
  const notice = consultation?.privacy;
  if (consultation === null || notice === undefined) return null;
  const language = chosen ?? i18n.language;
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('participant:privacy')}</Button>
      <Dialog title={t('participant:privacy')} open={open} onClose={() => setOpen(false)}>
        <Select
          label={t('kiosk:language')}
          value={language}
          onChange={setChosen}
          options={languages.map((each) => ({ value: each, label: ownName(each), language: each }))}
        />
        <div className="privacy">
          <CityText text={notice} wanted={language} />
        </div>
        <div className="row">
          <PrintButton
            label={t('printing:privacy', { language: ownName(language) })}
            sheet={() => (
              <PrivacySheet consultation={consultation} language={language} t={i18n.getFixedT(language)} />
            )}
            otherwise={t('printing:privacyOtherwise')}
          />
          <Button look="primary" onPress={() => setOpen(false)}>
            {t('comfort:done')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
