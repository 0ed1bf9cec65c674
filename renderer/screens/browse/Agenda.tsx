/** The city's events, soonest first. */
import { useTranslation } from 'react-i18next';
import { CityText } from '../../components/CityText.tsx';
import { dateSpan, dayNumber, monthName } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useLoaded } from '../../use-loaded.ts';
import { Problem } from '../Problem.tsx';

export function Agenda({ limit }: { limit?: number }) {
  const { t, i18n } = useTranslation();
  const { host, status } = useKiosk();
  const agenda = useLoaded(() => host.call('event:list', {}), status.consultation?.id ?? '');
  const { language } = i18n;
  const events = agenda.value?.events ?? [];
  if (agenda.failure !== null) return <Problem failure={agenda.failure} onRetry={agenda.reload} />;
  if (events.length === 0)
    return <p className="muted">{agenda.loading ? t('kiosk:loading') : t('browse:noEvents')}</p>;
  return (
    <ol className="agenda">
      {events.slice(0, limit).map((event) => (
        <li key={event.id}>
          <span className="agenda-day" aria-hidden="true">
            <strong>{dayNumber(event.startsAt, language)}</strong>
            {monthName(event.startsAt, language)}
          </span>
          <span>
            <span className="agenda-title">
              <CityText text={event.title} wanted={language} />
            </span>
            <span className="muted">
              {t(`browse:kind.${event.kind}`)} · {dateSpan(event.startsAt, event.endsAt, language)} ·{' '}
              <bdi>{event.place}</bdi>
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
