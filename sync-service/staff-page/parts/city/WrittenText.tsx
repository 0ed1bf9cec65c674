/** One text in the page's language and those that it already has; the others are one touch away. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameIn } from '../../../../common/domain/language-names.ts';
import type { LocalizedText } from '../../../../common/domain/localized-text.ts';
import { WORDS_MAX } from '../../../../common/domain/text.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Field } from '../../../../renderer/components/Field.tsx';
import { LANGUAGES } from '../../i18n.ts';

/** Whether anything is written in any language. */
export const isWritten = (text: LocalizedText): boolean =>
  Object.values(text).some((words) => words.trim() !== '');

export function WrittenText({
  labelled,
  hint,
  value,
  onChange,
  multiline = false,
}: {
  /** The label of the field in the language of that name. */
  labelled: (language: string) => string;
  hint?: string;
  value: LocalizedText;
  onChange: (text: LocalizedText) => void;
  multiline?: boolean;
}) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  // A field that was shown stays, also when it is emptied.
  const [first] = useState(() => new Set([i18n.language, ...Object.keys(value)]));
  const languages = [...new Set([i18n.language, ...first, ...(all ? LANGUAGES : [])])];
  return (
    <div className="written">
      {languages.map((language, index) => (
        <Field
          key={language}
          label={labelled(nameIn(language, i18n.language))}
          hint={index === 0 ? hint : undefined}
          value={value[language] ?? ''}
          onChange={(words) => onChange({ ...value, [language]: words.slice(0, WORDS_MAX) })}
          language={language}
          multiline={multiline}
        />
      ))}
      {LANGUAGES.every((language) => languages.includes(language)) ? null : (
        <Button
          look="quiet"
          aria-label={`${t('city:moreLanguages')}: ${labelled(nameIn(i18n.language, i18n.language))}`}
          onPress={() => setAll(true)}
        >
          {t('city:moreLanguages')}
        </Button>
      )}
    </div>
  );
}
