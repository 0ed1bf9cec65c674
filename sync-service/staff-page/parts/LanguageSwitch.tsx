/** The page's languages by their own names; the choice is remembered on this browser. */
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../i18n.ts';
import { ownName, rememberLanguage } from '../languages.ts';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <Select
      aria-label={t('staff:language')}
      value={i18n.language}
      onChange={(chosen) => {
        const language = String(chosen);
        rememberLanguage(language);
        void i18n.changeLanguage(language);
      }}
    >
      <Button className="select-button">
        <SelectValue />
        <span className="select-arrow" aria-hidden="true" />
      </Button>
      <Popover className="popover">
        <ListBox className="select-list">
          {LANGUAGES.map((language) => (
            <ListBoxItem key={language} id={language} textValue={ownName(language)} className="select-item">
              <span lang={language}>{ownName(language)}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
