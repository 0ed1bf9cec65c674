/** The page's languages; the choice is remembered on this browser. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSelect } from '../../../renderer/components/LanguageSelect.tsx';
import { LANGUAGES, speak } from '../i18n.ts';
import { rememberLanguage } from '../languages.ts';

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
      <LanguageSelect
        label={t('staff:language')}
        languages={LANGUAGES}
        value={i18n.language}
        onChoose={(language) => void choose(language)}
      />
    </>
  );
}
