/** What becomes of people's data, to take home, with what they are asked to agree to. */
import type { TFunction } from 'i18next';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { direction } from '../../common/domain/direction.ts';
import { CityText } from '../components/CityText.tsx';
import { PracticeMark } from './PracticeMark.tsx';

export function PrivacySheet({
  consultation: { title, privacy, consent, further = [] },
  language,
  t,
}: {
  consultation: NonNullable<KioskStatus['consultation']>;
  language: string;
  /** Of the sheet's language, which need not be the screen's. */
  t: TFunction;
}) {
  return (
    <article className="sheet-page sheet-privacy" lang={language} dir={direction(language)}>
      <PracticeMark />
      <h1>
        <CityText text={title} wanted={language} />
      </h1>
      <h2>{t('participant:privacy')}</h2>
      {privacy === undefined ? null : <CityText text={privacy} wanted={language} />}
      <h2>{t('participant:agree')}</h2>
      <ul>
        {[consent, ...further].map(({ wording }) => (
          <li key={JSON.stringify(wording)}>
            <CityText text={wording} wanted={language} />
          </li>
        ))}
      </ul>
    </article>
  );
}
