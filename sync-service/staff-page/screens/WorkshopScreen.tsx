/** A workshop while it is held: people helped, what they said, and what has arrived from which kiosk. */
import { useTranslation } from 'react-i18next';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { localized } from '../../../common/domain/localized-text.ts';
import { CityText } from '../../../renderer/components/CityText.tsx';
import { dateAndTime, number } from '../formats.ts';
import { Screen } from '../parts/Screen.tsx';
import { CompletenessPanel } from '../parts/sessions/CompletenessPanel.tsx';
import { Counts } from '../parts/sessions/Counts.tsx';
import { barsOf, TallyCharts } from '../parts/sessions/TallyCharts.tsx';
import { WorkshopKiosks } from '../parts/sessions/WorkshopKiosks.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

type Workshop = StaffOutput<'showWorkshop'>;

export function WorkshopScreen({ workshopId }: { workshopId: string }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const live = useLive(
    () => api.call('showWorkshop', { id: workshopId }),
    ['records', 'decisions', 'kiosks', 'city'],
  );
  const { value } = live;
  return (
    <Screen
      title={value === null ? t('workshop:title') : localized(value.event.title, [i18n.language, 'en']).text}
      live={live}
      above={
        <a className="back" href={hashOf({ name: 'sessions' })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('staff:session.back')}
        </a>
      }
    >
      {(workshop) => (
        <>
          <div className="overview">
            <Facts workshop={workshop} />
            <CompletenessPanel completeness={workshop.completeness} quarantined={workshop.quarantined} />
          </div>
          <TallyCharts
            topics={workshop.topics}
            byKind={[
              { key: 'idea', count: workshop.ideas },
              { key: 'comment', count: workshop.comments },
              { key: 'support', count: workshop.supports },
            ]}
            {...barsOf(workshop.tally)}
          />
          <WorkshopKiosks kiosks={workshop.kiosks} now={live.at ?? Date.now()} />
        </>
      )}
    </Screen>
  );
}

function Facts({ workshop: { event, consultationTitle, sealed, ...counts } }: { workshop: Workshop }) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return (
    <section className="card-panel" aria-labelledby="facts">
      <h2 id="facts" className="visually-hidden">
        {t('workshop:facts')}
      </h2>
      <Counts of={counts} />
      {sealed === 0 ? null : (
        <p className="muted">{t('workshop:sealed', { count: sealed, number: number(sealed, language) })}</p>
      )}
      <dl className="facts">
        <dt>{t('city:place')}</dt>
        <dd dir="auto">{event.place}</dd>
        <dt>{t('city:periodLabel')}</dt>
        <dd>
          {t('city:period', {
            from: dateAndTime(event.startsAt, language),
            to: dateAndTime(event.endsAt, language),
          })}
        </dd>
        <dt>{t('staff:session.consultation')}</dt>
        <dd>
          <CityText text={consultationTitle} wanted={language} />
        </dd>
      </dl>
    </section>
  );
}
