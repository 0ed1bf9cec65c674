/** Welcomes a person: the city's wordings in their language, and a yes or no to each that is theirs alone. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentManner } from '../../../common/domain/records.ts';
import { SCANNED_MAX } from '../../../common/domain/slip.ts';
import { problem } from '../../../common/problems.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { helpsThemselves } from '../../navigation/places.ts';
import { useAction } from '../../use-action.ts';
import { useScanned } from '../../use-scanned.ts';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { AgeQuestion } from './AgeQuestion.tsx';
import { type Answers, answersToGive, askingOf, NO_DETAILS } from './answers.ts';
import { ConsentQuestion } from './ConsentQuestion.tsx';
import { DetailsStep } from './DetailsStep.tsx';
import { GoOn } from './GoOn.tsx';
import { MannerChoice } from './MannerChoice.tsx';
import { PrivacyNotice } from './PrivacyNotice.tsx';
import { ShowSlip } from './ShowSlip.tsx';

export function WelcomeScreen() {
  const { t, i18n } = useTranslation();
  const { host, status, walk } = useKiosk();
  const [given, setGiven] = useState<Answers>({});
  const alone = helpsThemselves(status);
  // Who stands here alone can only touch.
  const [chosenManner, setManner] = useState<ConsentManner | null>(null);
  const manner = alone ? 'touched' : chosenManner;
  const [step, setStep] = useState<'questions' | 'details' | 'slip'>('questions');
  /** Of an earlier visit, as a scanner read it. */
  const [slip, setSlip] = useState<string | null>(null);
  useScanned((text) => {
    if (step === 'questions') setSlip(text.slice(0, SCANNED_MAX));
  });
  const [details, setDetails] = useState(NO_DETAILS);
  const { consultation } = status;
  const asking = askingOf({ status, given });
  const { questions, goesOn, answered, wants } = asking;
  const { language } = i18n;

  const welcome = useAction(
    async (how: ConsentManner) => {
      if (consultation === null) return problem('consultation-absent');
      return host.call(
        'participant:welcome',
        answersToGive({ consultation, asking, given, details, language, manner: how }),
      );
    },
    { once: true },
  );
  const next = () => {
    if (!goesOn) walk({ type: 'restart', at: { name: 'refused' } });
    else if (wants.firstName || wants.contact || wants.statistics) setStep('details');
    else if (manner !== null) welcome.run(manner);
  };

  if (slip !== null) {
    const anew = () => {
      setSlip(null);
      setStep('questions');
    };
    // Once they are there, the place that they wanted takes the place of the welcome.
    return <GoOn slip={slip} onDone={() => {}} onAnew={anew} onBack={anew} />;
  }
  if (step === 'slip') return <ShowSlip onShown={setSlip} onBack={() => setStep('questions')} />;
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
          <Button onPress={() => setStep('slip')}>{t('participant:slip.have')}</Button>
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
      <AgeQuestion
        asking={asking}
        given={given}
        wanted={language}
        onChange={(answers) => {
          setGiven(answers);
          setManner(null);
        }}
      />
      {questions.map((question) => (
        <ConsentQuestion
          key={question.purpose}
          question={question}
          wanted={language}
          value={given[question.purpose] ?? null}
          onChange={(answer) => {
            setGiven({ ...given, [question.purpose]: answer });
            // Another answer is another act: how it was given is asked anew.
            setManner(null);
          }}
        >
          {question.purpose === 'publish-words' && given['publish-words'] === 'no' && goesOn ? (
            <Notice title={t('participant:sealedHint')} />
          ) : question.purpose === 'contact-me' && given['contact-me'] === 'no' ? (
            <p className="muted">{t('participant:answerByCode')}</p>
          ) : null}
        </ConsentQuestion>
      ))}
      {goesOn && answered && !alone ? <MannerChoice value={manner} onChange={setManner} /> : null}
      <Problem failure={welcome.failure} />
    </Screen>
  );
}
