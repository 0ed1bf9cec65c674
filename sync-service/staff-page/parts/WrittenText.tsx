/** One text in each language of the page and in those that it already has. */
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../common/domain/localized-text.ts';
import { WORDS_MAX } from '../../../common/domain/text.ts';
import { Field } from '../../../renderer/components/Field.tsx';
import { LANGUAGES } from '../i18n.ts';
import { nameIn } from '../languages.ts';

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
  const { i18n } = useTranslation();
  const languages = [...new Set([i18n.language, ...LANGUAGES, ...Object.keys(value)])];
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
    </div>
  );
}
