/** The kiosks of a workshop: who is there, when each was last heard, and whether all of it has arrived. */
import { useTranslation } from 'react-i18next';
import type { WorkshopKiosk } from '../../../../common/contract/staff/workshops.ts';
import { number, shortTime, timeSpan } from '../../formats.ts';
import { hashOf } from '../../places.ts';
import { Connection } from '../kiosks/Connection.tsx';
import { Verdict } from './Verdict.tsx';

export function WorkshopKiosks({ kiosks, now }: { kiosks: readonly WorkshopKiosk[]; now: number }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="workshop-kiosks">
      <h2 id="workshop-kiosks">{t('workshop:kiosks')}</h2>
      {kiosks.length === 0 ? (
        <p className="empty">{t('workshop:noKiosks')}</p>
      ) : (
        <table className="table workshop-kiosks">
          <caption className="visually-hidden">{t('workshop:kiosks')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('staff:kiosks.name')}</th>
              <th scope="col">{t('staff:kiosks.connection')}</th>
              <th scope="col">{t('staff:sessions.completeness')}</th>
            </tr>
          </thead>
          <tbody>
            {kiosks.map((kiosk) => (
              <Row key={kiosk.id} kiosk={kiosk} now={now} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ kiosk, now }: { kiosk: WorkshopKiosk; now: number }) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const hours = (openedAt: number | null, closedAt: number | null): string => {
    if (openedAt === null) return t('staff:sessions.openingMissing');
    return closedAt === null
      ? t('staff:sessions.since', { time: shortTime(openedAt, language) })
      : timeSpan(openedAt, closedAt, language);
  };
  return (
    <tr>
      <th scope="row">
        <span dir="auto">{kiosk.name}</span>
        <span className="line muted">
          <bdi dir="auto">{kiosk.place}</bdi>
        </span>
        {kiosk.expected ? null : <span className="line muted">{t('workshop:besides')}</span>}
      </th>
      <td className="wide">
        <Connection kiosk={kiosk} now={now} />
        {kiosk.pending === null || kiosk.pending === 0 || kiosk.revokedAt !== null ? null : (
          <span className="line muted">
            {t(kiosk.online ? 'staff:kiosks.waiting' : 'staff:kiosks.waitingThen', {
              count: kiosk.pending,
              number: number(kiosk.pending, language),
            })}
          </span>
        )}
      </td>
      <td className="wide">
        {kiosk.sessions.length === 0 ? <span className="muted">{t('workshop:nothingYet')}</span> : null}
        {kiosk.sessions.map(({ id, openedAt, closedAt, completeness }) => (
          <div key={id} className="workshop-session">
            <a className="row-link" href={hashOf({ name: 'session', sessionId: id })}>
              {hours(openedAt, closedAt)}
            </a>
            <Verdict completeness={completeness} />
          </div>
        ))}
      </td>
    </tr>
  );
}
