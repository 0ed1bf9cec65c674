/** Outside of the hours for visitors: when they begin again, in every language. A facilitator's workshop is still possible. */
import { useTranslation } from 'react-i18next';
import { direction } from '../../../common/domain/direction.ts';
import { dayAndTime } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';
import { WhomToCall } from '../WhomToCall.tsx';

export function OutOfHoursScreen({ until }: { until: number }) {
  const { t, i18n } = useTranslation();
  const { languages } = useKiosk();
  const others = languages.filter((language) => language !== i18n.language);
  return (
    <Screen
      title={t('home:outOfHours')}
      lead={t('home:opensAgain', { when: dayAndTime(until, i18n.language) })}
      width="wide"
    >
      <WhomToCall />
      <ul className="out-of-hours">
        {others.map((language) => {
          const say = i18n.getFixedT(language);
          return (
            <li key={language} lang={language} dir={direction(language)}>
              <strong>{say('home:outOfHours')}</strong>
              <span>{say('home:opensAgain', { when: dayAndTime(until, language) })}</span>
            </li>
          );
        })}
      </ul>
    </Screen>
  );
}
