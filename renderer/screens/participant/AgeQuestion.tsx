/** Where the city wants it: whether somebody is old enough to take part alone, and else what the adult with them says. */
import { useTranslation } from 'react-i18next';
import { Choice } from '../../components/Choice.tsx';
import type { Answer, Answers, Asking } from './answers.ts';
import { ConsentQuestion } from './ConsentQuestion.tsx';

export function AgeQuestion({
  asking: { ageLimit, guardian },
  given,
  wanted,
  onChange,
}: {
  asking: Asking;
  given: Answers;
  /** The language of the wording. */
  wanted: string;
  onChange: (given: Answers) => void;
}) {
  const { t } = useTranslation();
  if (ageLimit === null) return null;
  return (
    <>
      <section className="consent">
        <Choice<Answer>
          label={t('participant:ofAge', { count: ageLimit })}
          columns
          value={given['of-age'] ?? null}
          onChange={(answer) => onChange({ ...given, 'of-age': answer, guardian: undefined })}
          options={[
            { value: 'yes', label: t('participant:ofAgeYes') },
            { value: 'no', label: t('participant:ofAgeNo') },
          ]}
        />
      </section>
      {guardian === null ? null : (
        <ConsentQuestion
          question={guardian}
          wanted={wanted}
          value={given.guardian ?? null}
          onChange={(answer) => onChange({ ...given, guardian: answer })}
        />
      )}
    </>
  );
}
