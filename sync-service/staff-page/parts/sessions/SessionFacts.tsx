/** What a session was: its counts, where and when it was held. */
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../../../common/contract/staff/sessions.ts';
import { CityText } from '../../../../renderer/components/CityText.tsx';
import { dateAndTime, number } from '../../formats.ts';
import { hashOf } from '../../places.ts';
import { Counts } from './Counts.tsx';

export function SessionFacts({ session }: { session: SessionSummary }) {
  const { t, i18n } = useTranslation();
  const when = (at: number | null, missing: string) =>
    at === null ? missing : dateAndTime(at, i18n.language);
  return (
    <section className="card-panel" aria-labelledby="facts">
      <h2 id="facts" className="visually-hidden">
        {t('staff:session.facts')}
      </h2>
      <Counts of={session} />
      {session.sealed === 0 ? null : (
        <p className="muted">
          {t('staff:session.sealed', {
            count: session.sealed,
            number: number(session.sealed, i18n.language),
          })}
        </p>
      )}
      {session.selfService && session.supports > 0 ? (
        <p className="muted">{t('staff:session.alone')}</p>
      ) : null}
      <dl className="facts">
        <dt>{t('staff:session.kiosk')}</dt>
        <dd>
          <bdi>{session.kioskName}</bdi>
        </dd>
        <dt>{t('staff:session.consultation')}</dt>
        <dd>
          <CityText text={session.consultationTitle} wanted={i18n.language} />
        </dd>
        <dt>{t('staff:session.workshop')}</dt>
        <dd>
          {session.selfService ? (
            t('staff:session.selfService')
          ) : session.workshopTitle === null ? (
            t('staff:session.unplanned')
          ) : session.workshopId === null ? (
            <CityText text={session.workshopTitle} wanted={i18n.language} />
          ) : (
            <a href={hashOf({ name: 'workshop', workshopId: session.workshopId })}>
              <CityText text={session.workshopTitle} wanted={i18n.language} />
            </a>
          )}
        </dd>
        <dt>{t('staff:session.opened')}</dt>
        <dd>{when(session.openedAt, t('staff:sessions.openingMissing'))}</dd>
        <dt>{t('staff:session.closed')}</dt>
        <dd>{when(session.closedAt, t('staff:session.stillOpen'))}</dd>
      </dl>
    </section>
  );
}
