/** One session: what it was, whether all of it is here, and every contribution made in it. */
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../../common/contract/staff/sessions.ts';
import { CityText } from '../../../renderer/components/CityText.tsx';
import { dateAndTime, number } from '../formats.ts';
import { CompletenessPanel } from '../parts/CompletenessPanel.tsx';
import { Contributions } from '../parts/Contributions.tsx';
import { Screen } from '../parts/Screen.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

export function SessionScreen({ sessionId }: { sessionId: string }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const live = useLive(() => api.call('showSession', { sessionId }));
  const openedAt = live.value?.openedAt ?? null;
  const title =
    openedAt === null
      ? t('staff:session.title')
      : t('staff:session.titleAt', { when: dateAndTime(openedAt, i18n.language) });
  return (
    <Screen
      title={title}
      live={live}
      above={
        <a className="back" href={hashOf({ name: 'sessions' })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('staff:session.back')}
        </a>
      }
    >
      {(session) => (
        <>
          <div className="overview">
            <Facts session={session} />
            <CompletenessPanel completeness={session.completeness} quarantined={session.quarantined} />
          </div>
          <Contributions session={session} />
        </>
      )}
    </Screen>
  );
}

function Facts({ session }: { session: SessionSummary }) {
  const { t, i18n } = useTranslation();
  const when = (at: number | null, missing: string) =>
    at === null ? missing : dateAndTime(at, i18n.language);
  return (
    <section className="card-panel" aria-labelledby="facts">
      <h2 id="facts" className="visually-hidden">
        {t('staff:session.facts')}
      </h2>
      <Counts session={session} />
      {session.sealed === 0 ? null : (
        <p className="muted">
          {t('staff:session.sealed', {
            count: session.sealed,
            number: number(session.sealed, i18n.language),
          })}
        </p>
      )}
      <dl className="facts">
        <dt>{t('staff:session.kiosk')}</dt>
        <dd dir="auto">{session.kioskName}</dd>
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
          ) : (
            <CityText text={session.workshopTitle} wanted={i18n.language} />
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

function Counts({ session }: { session: SessionSummary }) {
  const { t, i18n } = useTranslation();
  const counts = [
    ['people', t('staff:count.people'), session.participants],
    ['ideas', t('staff:count.ideas'), session.ideas],
    ['comments', t('staff:count.comments'), session.comments],
    ['supports', t('staff:count.supports'), session.supports],
  ] as const;
  return (
    <dl className="counts">
      {counts.map(([name, label, count]) => (
        <div key={name} className={`count count-${name}`}>
          <dt>{label}</dt>
          <dd>{number(count, i18n.language)}</dd>
        </div>
      ))}
    </dl>
  );
}
