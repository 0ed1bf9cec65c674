/** A workshop while it is held: people helped, what they said, and what has arrived from which kiosk. */
import { useTranslation } from 'react-i18next';
import { localized } from '../../../common/domain/localized-text.ts';
import { Screen } from '../parts/Screen.tsx';
import { CompletenessPanel } from '../parts/sessions/CompletenessPanel.tsx';
import { barsOf, TallyCharts } from '../parts/sessions/TallyCharts.tsx';
import { WorkshopFacts } from '../parts/sessions/WorkshopFacts.tsx';
import { WorkshopKiosks } from '../parts/sessions/WorkshopKiosks.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

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
          <p>
            <a href={hashOf({ name: 'workshop-report', workshopId })}>{t('report:title')}</a>
          </p>
          <div className="overview">
            <WorkshopFacts workshop={workshop} />
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
