/** The first thing that anyone sees: what this is about, in which language, and what can be done here. */
import { useTranslation } from 'react-i18next';
import { ownName } from '../../../common/domain/language-names.ts';
import { CityText } from '../../components/CityText.tsx';
import { Notice } from '../../components/Notice.tsx';
import { PerronMark } from '../../components/PerronMark.tsx';
import { longDate } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { Place } from '../../navigation/places.ts';
import { Agenda } from '../browse/Agenda.tsx';
import { WhomToCall } from '../WhomToCall.tsx';
import { PostTiles } from './PostTiles.tsx';
import { Tile } from './Tile.tsx';

export function HomeScreen() {
  const { t, i18n } = useTranslation();
  const { status, walk, languages } = useKiosk();
  const { consultation, participant } = status;
  const takesIn = consultation !== null && consultation.state === 'open' && status.room !== 'none';
  const canContinue = participant?.hasDraft === true && consultation?.state === 'open';
  const go = (to: Place) => () => walk({ type: 'go', to });
  const { language } = i18n;

  return (
    <div className="home">
      <section className="home-hero">
        {consultation?.look === undefined ? <PerronMark className="home-mark" /> : null}
        <div className="home-words">
          <p className="eyebrow">{t('home:eyebrow')}</p>
          <h1>
            {consultation === null ? (
              t('home:noConsultation')
            ) : (
              <CityText text={consultation.title} wanted={language} />
            )}
          </h1>
          <p className="lead">
            {consultation === null ? (
              t('home:noConsultationHint')
            ) : (
              <CityText text={consultation.summary} wanted={language} />
            )}
          </p>
          {consultation === null ? null : (
            <p className="home-dates">
              {consultation.state === 'open'
                ? t('home:openUntil', { date: longDate(consultation.closesAt - 1, language) })
                : consultation.state === 'not-yet-open'
                  ? t('home:opensOn', { date: longDate(consultation.opensAt, language) })
                  : t('home:closedSince', { date: longDate(consultation.closesAt, language) })}
            </p>
          )}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend that is shown. */}
        <div className="home-languages" role="group" aria-label={t('kiosk:language')}>
          {languages.map((each) => (
            <button
              key={each}
              type="button"
              lang={each}
              aria-pressed={each === language}
              onClick={() => void i18n.changeLanguage(each)}
            >
              {ownName(each)}
            </button>
          ))}
        </div>
      </section>
      <section className="home-doing">
        {canContinue ? (
          <Notice tone="good" title={t('home:draftWaiting')}>
            <Tile look="continue" label={t('home:continue')} onPress={go({ name: 'participant' })} />
          </Notice>
        ) : null}
        {status.room === 'none' ? (
          <Notice tone="warning" title={t('home:noRoom')}>
            <p>{t('home:noRoomHint')}</p>
            <WhomToCall />
          </Notice>
        ) : null}
        <div className="home-tiles">
          {takesIn ? <PostTiles consultation={consultation} /> : null}
          <Tile
            look="plain"
            label={t('home:lookAround')}
            hint={t('home:lookAroundHint')}
            onPress={go({ name: 'browse', tab: 'ideas' })}
          />
          <Tile
            look="plain"
            label={t('home:haveCode')}
            hint={t('home:haveCodeHint')}
            onPress={go({ name: 'receipt' })}
          />
        </div>
        <h2>{t('browse:agenda')}</h2>
        <Agenda limit={canContinue ? 1 : 3} />
      </section>
    </div>
  );
}
