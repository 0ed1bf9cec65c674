/** Welcomes a person: the city's wording in their language, and a yes or no that is theirs alone. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localized } from '../../../common/domain/localized-text.ts';
import type { ConsentManner } from '../../../common/domain/records.ts';
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

export function WelcomeScreen() {
  const { t, i18n } = useTranslation();
  const { host, status, walk } = useKiosk();
  const [given, setGiven] = useState<'yes' | 'no' | null>(null);
  const alone = helpsThemselves(status);
  // Who stands here alone can only touch.
  const [chosenManner, setManner] = useState<ConsentManner | null>(null);
  const manner = alone ? 'touched' : chosenManner;
  const consent = status.consultation?.consent;
  const wording = localized(consent?.wording ?? {}, [i18n.language, 'en']);

  const welcome = useAction(
    async (answer: 'yes' | 'no', how: ConsentManner) => {
      if (consent === undefined) return problem('consultation-absent');
      return host.call('participant:welcome', {
        language: i18n.language,
        consents: [
          {
            purpose: 'publish-words',
            given: answer === 'yes',
            version: consent.version,
            language: wording.language,
            manner: how,
          },
        ],
      });
    },
    { once: true },
  );
  // A "no" to publishing is no goodbye where the city can take words that nobody else will read.
  const goesOn = given === 'yes' || (given === 'no' && status.sealing);
  const next = () => {
    if (given !== null && goesOn && manner !== null) welcome.run(given, manner);
    else if (given === 'no' && !goesOn) walk({ type: 'restart', at: { name: 'refused' } });
  };

  return (
    <Screen
      title={t('participant:welcomeTitle')}
      lead={t('participant:welcomeLead')}
      actions={
        <>
          {given === null ? (
            <p className="muted">{t('participant:answerNeeded')}</p>
          ) : goesOn && manner === null ? (
            <p className="muted">{t('participant:mannerNeeded')}</p>
          ) : null}
          <Button
            look="primary"
            busy={welcome.busy}
            isDisabled={given === null || (goesOn && manner === null)}
            onPress={next}
          >
            {t('kiosk:continue')}
          </Button>
        </>
      }
    >
      <blockquote className="wording">
        <Words text={wording.text} language={wording.language} />
      </blockquote>
      <Choice
        label={t('participant:agree')}
        columns
        value={given}
        // Another wording or answer is another act: how it was given is asked anew.
        onChange={(answer) => {
          setGiven(answer);
          setManner(null);
        }}
        options={[
          { value: 'yes', label: t('participant:yes') },
          { value: 'no', label: t('participant:no') },
        ]}
      />
      {given === 'no' && goesOn && <Notice title={t('participant:sealedHint')} />}
      {goesOn && !alone ? (
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
