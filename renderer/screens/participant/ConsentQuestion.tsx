/** One wording of the city, and the yes or no to it. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../components/Choice.tsx';
import { CityText } from '../../components/CityText.tsx';
import type { Answer, Question } from './answers.ts';

export function ConsentQuestion({
  question: { purpose, wording },
  wanted,
  value,
  onChange,
  children,
}: {
  question: Question;
  /** The language of the wording. */
  wanted: string;
  value: Answer | null;
  onChange: (answer: Answer) => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <section className="consent">
      <blockquote className="wording">
        <CityText text={wording} wanted={wanted} />
      </blockquote>
      <Choice
        label={
          purpose === 'publish-words'
            ? t('participant:agree')
            : purpose === 'guardian'
              ? t('participant:adultAgrees')
              : t(`participant:further.${purpose}`)
        }
        columns
        value={value}
        onChange={onChange}
        options={[
          { value: 'yes', label: t('participant:yes') },
          { value: 'no', label: t('participant:no') },
        ]}
      />
      {children}
    </section>
  );
}
