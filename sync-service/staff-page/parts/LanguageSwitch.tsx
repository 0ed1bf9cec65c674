/** The page's languages by their own names; the choice is remembered on this browser. */
import { useState } from 'react';
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, speak } from '../i18n.ts';
import { ownName, rememberLanguage } from '../languages.ts';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const [failed, setFailed] = useState(false);
  const choose = async (language: string) => {
    try {
      await speak(i18n, language);
      rememberLanguage(language);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      {failed ? (
        <span className="language-missing" role="alert">
          {t('problems:service-unreachable')}
        </span>
      ) : null}
      <Select
        aria-label={t('staff:language')}
        value={i18n.language}
        onChange={(chosen) => void choose(String(chosen))}
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
    </>
  );
}
