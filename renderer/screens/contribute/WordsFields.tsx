/** The words as they are typed, with their language, and how near they are to their limits. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import { ownName } from '../../../common/domain/language-names.ts';
import { Field } from '../../components/Field.tsx';
import { Select } from '../../components/Select.tsx';
import { writingLanguages } from '../../languages.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { charactersLeft, LIMITS } from './draft-text.ts';

export function WordsFields({
  draft,
  onChange,
  onBlur,
  children,
}: {
  draft: Draft;
  onChange: (changed: Partial<Draft>) => void;
  onBlur?: () => void;
  /** Beside the language. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { languages } = useKiosk();
  const isIdea = draft.kind === 'idea';
  return (
    <div className="form">
      {isIdea ? (
        <Field
          label={t('contribution:titleLabel')}
          hint={t('contribution:titleHint')}
          value={draft.title}
          onChange={(title) => onChange({ title })}
          onBlur={onBlur}
          language={draft.language}
          invalid={(charactersLeft(draft.title, LIMITS.title) ?? 0) < 0}
          note={<CharactersLeft text={draft.title} max={LIMITS.title} />}
        />
      ) : null}
      <Field
        label={isIdea ? t('contribution:wordsLabel') : t('contribution:commentLabel')}
        value={draft.words}
        onChange={(words) => onChange({ words })}
        onBlur={onBlur}
        multiline
        className="field-grow"
        language={draft.language}
        invalid={(charactersLeft(draft.words, LIMITS.words) ?? 0) < 0}
        note={<CharactersLeft text={draft.words} max={LIMITS.words} />}
      />
      <div className="form-row">
        {children}
        <Select
          label={t('contribution:wordsLanguage')}
          value={draft.language}
          onChange={(language) => onChange({ language })}
          options={writingLanguages(languages).map((language) => ({
            value: language,
            label: ownName(language),
            language,
          }))}
        />
      </div>
    </div>
  );
}

function CharactersLeft({ text, max }: { text: string; max: number }) {
  const { t } = useTranslation();
  const left = charactersLeft(text, max);
  if (left === null) return null;
  return (
    <p className={left < 0 ? 'left left-over' : 'left'} role="status">
      {left < 0 ? t('contribution:tooLong', { count: -left }) : t('contribution:left', { count: left })}
    </p>
  );
}
