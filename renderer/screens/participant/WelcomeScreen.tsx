/** Welcomes a person: the city's wordings in their language, and a yes or no to each that is theirs alone. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { furtherAsked } from '../../../common/domain/consents.ts';
import { type LocalizedText, localized } from '../../../common/domain/localized-text.ts';
import type { ConsentManner, ConsentPurpose } from '../../../common/domain/records.ts';
import { problem } from '../../../common/problems.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Words } from '../../components/CityText.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { helpsThemselves } from '../../navigation/places.ts';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { type Details, DetailsStep, NO_DETAILS } from './DetailsStep.tsx';
import { PrivacyNotice } from './PrivacyNotice.tsx';

type Answer = 'yes' | 'no';
type Question = { readonly purpose: ConsentPurpose; readonly wording: LocalizedText };

export function WelcomeScreen() {
  const { t, i18n } = useTranslation();
  const { host, status, walk } = useKiosk();
  const [given, setGiven] = useState<Partial<Record<ConsentPurpose, Answer>>>({});
  const alone = helpsThemselves(status);
  // Who stands here alone can only touch.
  const [chosenManner, setManner] = useState<ConsentManner | null>(null);
  const manner = alone ? 'touched' : chosenManner;
  const [step, setStep] = useState<'questions' | 'details'>('questions');
  const [details, setDetails] = useState<Details>(NO_DETAILS);
  const { consultation, sealing } = status;

  const publishing = given['publish-words'] ?? null;
  // A "no" to publishing is no goodbye where the city can take words that nobody else will read.
  const goesOn = publishing === 'yes' || (publishing === 'no' && sealing);
  const further: readonly Question[] = goesOn
    ? furtherAsked({ further: consultation?.further ?? [], publishes: publishing === 'yes', sealing })
    : [];
  const questions: readonly Question[] =
    consultation === null
      ? []
      : [{ purpose: 'publish-words', wording: consultation.consent.wording }, ...further];
  const answered = questions.every(({ purpose }) => given[purpose] !== undefined);
  const wants = {
    firstName:
      further.some(({ purpose }) => purpose === 'show-first-name') && given['show-first-name'] === 'yes',
    contact: further.some(({ purpose }) => purpose === 'contact-me') && given['contact-me'] === 'yes',
  };

  const welcome = useAction(
    async (how: ConsentManner) => {
      if (consultation === null) return problem('consultation-absent');
      const { firstName, preference, name, reach } = details;
      return host.call('participant:welcome', {
        language: i18n.language,
        consents: questions.map(({ purpose, wording }) => ({
          purpose,
          given: given[purpose] === 'yes',
          version: consultation.consent.version,
          language: localized(wording, [i18n.language, 'en']).language,
          manner: how,
        })),
        firstName: wants.firstName ? firstName : null,
        contact: wants.contact && preference !== null ? { preference, name, reach } : null,
      });
    },
    { once: true },
  );
  const next = () => {
    if (publishing === 'no' && !goesOn) walk({ type: 'restart', at: { name: 'refused' } });
    else if (wants.firstName || wants.contact) setStep('details');
    else if (manner !== null) welcome.run(manner);
  };

  if (step === 'details' && manner !== null) {
    return (
      <DetailsStep
        wants={wants}
        details={details}
        onChange={setDetails}
        onBack={() => setStep('questions')}
        onDone={() => welcome.run(manner)}
        busy={welcome.busy}
        failure={welcome.failure}
      />
    );
  }
  const mannerMissing = goesOn && manner === null;
  return (
    <Screen
      title={t('participant:welcomeTitle')}
      lead={t('participant:welcomeLead')}
      actions={
        <>
          <PrivacyNotice />
          {!answered ? (
            <p className="muted">{t('participant:answerNeeded')}</p>
          ) : mannerMissing ? (
            <p className="muted">{t('participant:mannerNeeded')}</p>
          ) : null}
          <Button look="primary" busy={welcome.busy} isDisabled={!answered || mannerMissing} onPress={next}>
            {t('kiosk:continue')}
          </Button>
        </>
      }
    >
      {questions.map(({ purpose, wording }) => (
        <ConsentQuestion
          key={purpose}
          wording={wording}
          label={purpose === 'publish-words' ? t('participant:agree') : t(`participant:further.${purpose}`)}
          value={given[purpose] ?? null}
          onChange={(answer) => {
            setGiven({ ...given, [purpose]: answer });
            // Another answer is another act: how it was given is asked anew.
            setManner(null);
          }}
        >
          {purpose === 'publish-words' && publishing === 'no' && goesOn ? (
            <Notice title={t('participant:sealedHint')} />
          ) : purpose === 'contact-me' && given['contact-me'] === 'no' ? (
            <p className="muted">{t('participant:answerByCode')}</p>
          ) : null}
        </ConsentQuestion>
      ))}
      {goesOn && answered && !alone ? (
        <Choice
          label={t('participant:manner')}
          columns
          value={manner}
          onChange={setManner}
          options={[
            { value: 'touched', label: t('participant:touched') },
            { value: 'spoken', label: t('participant:spoken') },
            { value: 'signed-on-paper', label: t('participant:signed') },
          ]}
        />
      ) : null}
      <Problem failure={welcome.failure} />
    </Screen>
  );
}

function ConsentQuestion({
  wording,
  label,
  value,
  onChange,
  children,
}: {
  wording: LocalizedText;
  label: string;
  value: Answer | null;
  onChange: (answer: Answer) => void;
  children: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const shown = localized(wording, [i18n.language, 'en']);
  return (
    <section className="consent">
      <blockquote className="wording">
        <Words text={shown.text} language={shown.language} />
      </blockquote>
      <Choice
        label={label}
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
