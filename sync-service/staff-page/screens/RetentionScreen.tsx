/** How long each kind of data is kept, and what was erased for its age. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionReport, RetentionTime } from '../../../common/contract/staff/retention.ts';
import { success } from '../../../common/problems.ts';
import { exactTime, number } from '../formats.ts';
import { ChangeRetention } from '../parts/administration/ChangeRetention.tsx';
import { MoreButton } from '../parts/MoreButton.tsx';
import { Screen } from '../parts/Screen.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLiveList } from '../use-live-list.ts';

export function RetentionScreen() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [times, setTimes] = useState<readonly RetentionTime[]>([]);
  const list = useLiveList<RetentionReport>(
    async (page) => {
      const answer = await api.call('showRetention', page);
      if (!answer.ok) return answer;
      setTimes(answer.value.times);
      return success({ items: answer.value.reports, next: answer.value.next });
    },
    ['log'],
  );
  return (
    <Screen
      title={t('retention:title')}
      live={list}
      above={
        <a className="back" href={hashOf({ name: 'activity' })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('moderation:activity.title')}
        </a>
      }
    >
      {({ items }) => (
        <>
          <p className="muted">{t('retention:lead')}</p>
          <Times times={times} onChanged={list.reload} />
          <h2>{t('retention:reports')}</h2>
          {items.length === 0 ? (
            <p className="empty">{t('retention:noReports')}</p>
          ) : (
            <Reports reports={items} />
          )}
          <MoreButton list={list} />
        </>
      )}
    </Screen>
  );
}

function Times({ times, onChanged }: { times: readonly RetentionTime[]; onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="table">
      <caption className="visually-hidden">{t('retention:title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('retention:what')}</th>
          <th scope="col">{t('retention:time')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('retention:change')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {times.map(({ kind, days }) => (
          <tr key={kind}>
            <th scope="row" className="wide">
              {t(`retention:kind.${kind}`)}
            </th>
            <td>
              {days === null
                ? t('retention:forever')
                : t('retention:days', { count: days, number: number(days, i18n.language) })}
            </td>
            <td>
              <ChangeRetention kind={kind} days={days} onChanged={onChanged} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reports({ reports }: { reports: readonly RetentionReport[] }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="table">
      <caption className="visually-hidden">{t('retention:reports')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('retention:when')}</th>
          <th scope="col">{t('retention:what')}</th>
          <th scope="col">{t('retention:olderThan')}</th>
          <th scope="col" className="figure">
            {t('retention:erased')}
          </th>
        </tr>
      </thead>
      <tbody>
        {reports.map(({ id, kind, at, olderThan, erased }) => (
          <tr key={id}>
            <th scope="row">{exactTime(at, i18n.language)}</th>
            <td className="wide">{t(`retention:kind.${kind}`)}</td>
            <td>{exactTime(olderThan, i18n.language)}</td>
            <td className="figure">{number(erased, i18n.language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
