/** The languages of the kiosk by their own names; a touch changes all the screen's words and no typed one. */
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ownName } from '../languages.ts';
import { useKiosk } from '../navigation/KioskContext.tsx';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const { languages } = useKiosk();
  return (
    <Select
      className="language-switch"
      aria-label={t('kiosk:language')}
      value={i18n.language}
      onChange={(language) => void i18n.changeLanguage(String(language))}
    >
      <Button className="select-button">
        <SelectValue />
        <span className="select-arrow" aria-hidden="true" />
      </Button>
      <Popover className="popover">
        <ListBox className="select-list">
          {languages.map((language) => (
            <ListBoxItem key={language} id={language} textValue={ownName(language)} className="select-item">
              <span lang={language}>{ownName(language)}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
