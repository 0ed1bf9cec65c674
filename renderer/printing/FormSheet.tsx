/** A blank form in one language, with its number twice: on the form, and on the strip that its writer takes home. */
import type { TFunction } from 'i18next';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { CONTACT_WAYS } from '../../common/domain/consents.ts';
import { direction } from '../../common/domain/direction.ts';
import { formatReceiptCode } from '../../common/domain/receipt-code.ts';
import { AGE_GROUPS, GENDERS } from '../../common/domain/statistics.ts';
import { CityText } from '../components/CityText.tsx';
import { PracticeMark } from './PracticeMark.tsx';

/** For some eighty words by hand. */
const LINES = ['1', '2', '3', '4', '5', '6', '7'];

export function FormSheet({
  code,
  consultation,
  language,
  t,
}: {
  code: string;
  consultation: NonNullable<KioskStatus['consultation']>;
  language: string;
  /** Of the form's language, which need not be the screen's. */
  t: TFunction;
}) {
  const number = formatReceiptCode(code);
  const further = consultation.further ?? [];
  const asks = (wish: string) => further.some(({ purpose }) => purpose === wish);
  return (
    <article className="sheet-page sheet-form" lang={language} dir={direction(language)}>
      <PracticeMark />
      <header>
        <h1>
          <CityText text={consultation.title} wanted={language} />
        </h1>
        <p dir="ltr">{number}</p>
      </header>
      <h2>{t('printing:formWords')}</h2>
      <p className="sheet-line">{t('contribution:titleLabel')}</p>
      {LINES.map((line) => (
        <p key={line} className="sheet-line sheet-empty" />
      ))}
      <h2>{t('printing:formAgree')}</h2>
      {consultation.minors === undefined ? null : (
        <section className="sheet-question">
          <p>
            <span className="sheet-box" /> {t('printing:formMinor', { count: consultation.minors.under })}
          </p>
          <CityText text={consultation.minors.wording} wanted={language} />
          <p className="sheet-line">{t('printing:formAdult')}</p>
        </section>
      )}
      {[{ purpose: 'publish-words', wording: consultation.consent.wording } as const, ...further].map(
        ({ purpose, wording }) => (
          <section key={purpose} className="sheet-question sheet-yes-no">
            <p>
              <CityText text={wording} wanted={language} />
            </p>
            <Boxes of={[t('participant:yes'), t('participant:no')]} />
          </section>
        ),
      )}
      {asks('show-first-name') ? <p className="sheet-line">{t('participant:firstName')}</p> : null}
      {asks('contact-me') ? (
        <>
          <Boxes label={t('participant:way')} of={CONTACT_WAYS.map((way) => t(`participant:ways.${way}`))} />
          <p className="sheet-line">{t('participant:name')}</p>
          <p className="sheet-line">{t('printing:formReach')}</p>
        </>
      ) : null}
      {asks('use-statistics') ? (
        <>
          <p>{t('printing:formTraits')}</p>
          <Boxes
            label={t('participant:traits.ageGroup')}
            of={AGE_GROUPS.map((age) => t(`traits:ageGroup.${age}`))}
          />
          <Boxes
            label={t('participant:traits.gender')}
            of={GENDERS.map((one) => t(`traits:gender.${one}`))}
          />
          {consultation.areas === undefined ? null : (
            <p className="sheet-line">{t('participant:traits.area')}</p>
          )}
        </>
      ) : null}
      <footer className="sheet-strip">
        <p className="sheet-code" dir="ltr">
          {number}
        </p>
        <p>{t('printing:formStrip')}</p>
      </footer>
    </article>
  );
}

function Boxes({ label, of }: { label?: string; of: readonly string[] }) {
  return (
    <p className="sheet-boxes">
      {label === undefined ? null : <span>{label}</span>}
      {of.map((each) => (
        <span key={each}>
          <span className="sheet-box" /> {each}
        </span>
      ))}
    </p>
  );
}
