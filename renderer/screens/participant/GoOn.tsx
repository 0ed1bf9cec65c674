/** Offers whoever holds a slip to go on as before: what they said to publishing holds, unless the city says it in other words. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentManner } from '../../../common/domain/records.ts';
import { problem } from '../../../common/problems.ts';
import { Button } from '../../components/Button.tsx';
import { CityText } from '../../components/CityText.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { helpsThemselves } from '../../navigation/places.ts';
import { useAction } from '../../use-action.ts';
import { useLoaded } from '../../use-loaded.ts';
import { Awaited } from '../Awaited.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import type { Answer } from './answers.ts';
import { ConsentQuestion } from './ConsentQuestion.tsx';
import { MannerChoice } from './MannerChoice.tsx';

export function GoOn({
  slip,
  onDone,
  onAnew,
  onBack,
}: {
  slip: string;
  onDone: () => void;
  /** Without this slip. */
  onAnew: () => void;
  /** From a slip with which nobody goes on. */
  onBack: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { host, status } = useKiosk();
  const { consultation } = status;
  const alone = helpsThemselves(status);
  const [chosenManner, setManner] = useState<ConsentManner | null>(null);
  const manner = alone ? 'touched' : chosenManner;
  const [answer, setAnswer] = useState<Answer | null>(null);
  const read = useLoaded(() => host.call('slip:read', { slip }), slip);
  const { language } = i18n;
  const goOn = useAction(
    async (publishes: boolean, how: ConsentManner) => {
      if (consultation === null) return problem('consultation-absent');
      const { version } = consultation.consent;
      return host.call('participant:resume', { slip, language, manner: how, version, publishes });
    },
    { once: true, done: onDone },
  );
  const said = read.value;
  if (said === null || consultation === null) {
    return (
      <Screen
        title={t('participant:slip.goOnTitle')}
        width="narrow"
        actions={<Button onPress={onBack}>{t('kiosk:back')}</Button>}
      >
        <Awaited loaded={read} />
      </Screen>
    );
  }
  const { wording } = consultation.consent;
  const asked = said.publishes && said.reworded;
  const publishes = asked ? answer && answer === 'yes' : said.publishes;
  return (
    <Screen
      title={t('participant:slip.goOnTitle')}
      lead={t('participant:slip.goOnLead')}
      actions={
        <>
          {publishes === null ? (
            <p className="muted">{t('participant:answerNeeded')}</p>
          ) : manner === null ? (
            <p className="muted">{t('participant:mannerNeeded')}</p>
          ) : null}
          <Button onPress={onAnew} isDisabled={goOn.busy}>
            {t('participant:slip.anew')}
          </Button>
          <Button
            look="primary"
            busy={goOn.busy}
            isDisabled={publishes === null || manner === null}
            onPress={() => {
              if (publishes !== null && manner !== null) goOn.run(publishes, manner);
            }}
          >
            {t('participant:slip.goOn')}
          </Button>
        </>
      }
    >
      {asked ? (
        <>
          <p>{t('participant:slip.reworded')}</p>
          <ConsentQuestion
            question={{ purpose: 'publish-words', wording }}
            wanted={language}
            value={answer}
            onChange={(chosen) => {
              setAnswer(chosen);
              setManner(null);
            }}
          />
        </>
      ) : (
        <section className="consent">
          <p>{said.publishes ? t('participant:slip.agreed') : t('participant:slip.refused')}</p>
          <blockquote className="wording">
            <CityText text={wording} wanted={language} />
          </blockquote>
        </section>
      )}
      {publishes === false ? <Notice title={t('participant:notPublished')} /> : null}
      {alone || publishes === null ? null : <MannerChoice value={manner} onChange={setManner} />}
      <Problem failure={goOn.failure} />
    </Screen>
  );
}
