/** All sessions, newest first as the service orders them, each with whether it is complete. */
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../../common/contract/staff/sessions.ts';
import { success } from '../../../common/problems.ts';
import { CityText } from '../../../renderer/components/CityText.tsx';
import { mediumDate, number, shortTime, timeSpan } from '../formats.ts';
import { MoreButton } from '../parts/MoreButton.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ListSearch } from '../parts/SearchForm.tsx';
import { Verdict } from '../parts/sessions/Verdict.tsx';
import { WorkshopsNow } from '../parts/sessions/WorkshopsNow.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';
import { useSearchedList } from '../use-searched-list.ts';

/** Of one day and the next: as many as one answer holds. */
const WORKSHOPS_MAX = 200;

export function SessionsScreen() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const list = useSearchedList<SessionSummary>(
    async (page) => {
      const answer = await api.call('listSessions', page);
      return answer.ok ? success({ items: answer.value.sessions, next: answer.value.next }) : answer;
    },
    ['records', 'decisions'],
  );
  const near = useLive(() => api.call('listEvents', { around: Date.now(), limit: WORKSHOPS_MAX }), ['city']);
  return (
    <Screen title={t('staff:sessions.title')} live={list}>
      {({ items }) => (
        <>
          {near.value === null ? null : (
            <WorkshopsNow events={near.value.events} now={list.at ?? Date.now()} />
          )}
          <ListSearch list={list} label={t('staff:searchIn.sessions')} />
          {items.length === 0 && list.query !== '' ? (
            <p className="empty">{t('staff:nothingFound')}</p>
          ) : items.length === 0 ? (
            <div className="empty">
              <h2>{t('staff:sessions.empty')}</h2>
              <p>{t('staff:sessions.emptyHint')}</p>
            </div>
          ) : (
            <>
              <SessionTable sessions={items} />
              <MoreButton list={list} />
            </>
          )}
        </>
      )}
    </Screen>
  );
}

function SessionTable({ sessions }: { sessions: readonly SessionSummary[] }) {
  const { t } = useTranslation();
  return (
    <table className="table sessions">
      <caption className="visually-hidden">{t('staff:sessions.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('staff:sessions.when')}</th>
          <th scope="col">{t('staff:sessions.where')}</th>
          <th scope="col" className="figure">
            {t('staff:count.people')}
          </th>
          <th scope="col" className="figure">
            {t('staff:count.ideas')}
          </th>
          <th scope="col" className="figure">
            {t('staff:count.comments')}
          </th>
          <th scope="col" className="figure">
            {t('staff:count.supports')}
          </th>
          <th scope="col">{t('staff:sessions.completeness')}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </tbody>
    </table>
  );
}

function SessionRow({ session }: { session: SessionSummary }) {
  const { t, i18n } = useTranslation();
  const figure = (count: number) => number(count, i18n.language);
  return (
    <tr>
      <th scope="row">
        <a className="row-link" href={hashOf({ name: 'session', sessionId: session.id })}>
          {session.openedAt === null
            ? t('staff:sessions.openingMissing')
            : mediumDate(session.openedAt, i18n.language)}
        </a>
        <span className="muted">
          <Hours session={session} />
        </span>
      </th>
      <td>
        <strong dir="auto">{session.kioskName}</strong>
        {session.selfService ? <span className="line">{t('staff:session.selfService')}</span> : null}
        {session.workshopTitle === null ? null : (
          <span className="line">
            <CityText text={session.workshopTitle} wanted={i18n.language} />
          </span>
        )}
        <span className="line muted">
          <CityText text={session.consultationTitle} wanted={i18n.language} />
        </span>
      </td>
      <td className="figure" data-label={t('staff:count.people')}>
        {figure(session.participants)}
      </td>
      <td className="figure" data-label={t('staff:count.ideas')}>
        {figure(session.ideas)}
      </td>
      <td className="figure" data-label={t('staff:count.comments')}>
        {figure(session.comments)}
      </td>
      <td className="figure" data-label={t('staff:count.supports')}>
        {figure(session.supports)}
      </td>
      <td className="wide">
        <Verdict completeness={session.completeness} />
        {session.quarantined === 0 ? null : (
          <span className="line muted">
            {t('staff:quarantined', { count: session.quarantined, number: figure(session.quarantined) })}
          </span>
        )}
      </td>
    </tr>
  );
}

function Hours({ session: { openedAt, closedAt } }: { session: SessionSummary }) {
  const { t, i18n } = useTranslation();
  if (openedAt === null) return null;
  if (closedAt === null) return t('staff:sessions.since', { time: shortTime(openedAt, i18n.language) });
  return timeSpan(openedAt, closedAt, i18n.language);
}
