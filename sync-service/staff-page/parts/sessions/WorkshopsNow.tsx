/** The workshops of these days, each one touch away from being followed. */
import { useTranslation } from 'react-i18next';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import { CityText } from '../../../../renderer/components/CityText.tsx';
import { dateAndTime } from '../../formats.ts';
import { hashOf } from '../../places.ts';

/** `events`: those within a day of now. */
export function WorkshopsNow({ events, now }: { events: StaffOutput<'listEvents'>['events']; now: number }) {
  const { t, i18n } = useTranslation();
  const near = events.flatMap(({ event }) => (event.kind === 'workshop' ? [event] : []));
  if (near.length === 0) return null;
  return (
    <section aria-labelledby="workshops-now">
      <h2 id="workshops-now">{t('workshop:now')}</h2>
      <ul className="workshops-now">
        {near.map((event) => (
          <li key={event.id}>
            <a className="workshop-card" href={hashOf({ name: 'workshop', workshopId: event.id })}>
              <strong>
                <CityText text={event.title} wanted={i18n.language} />
              </strong>
              <span dir="auto">{event.place}</span>
              <span className="muted">
                {event.startsAt <= now && now < event.endsAt
                  ? t('workshop:running')
                  : dateAndTime(event.startsAt, i18n.language)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
