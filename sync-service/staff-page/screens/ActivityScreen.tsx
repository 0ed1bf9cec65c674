/** The log of what staff did, for administrators. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../common/contract/staff/accounts.ts';
import { localized } from '../../../common/domain/localized-text.ts';
import { success } from '../../../common/problems.ts';
import { exactTime } from '../formats.ts';
import { askedOf, LogFilterFields, WHOLE_LOG } from '../parts/administration/LogFilter.tsx';
import { MoreButton } from '../parts/MoreButton.tsx';
import { Screen } from '../parts/Screen.tsx';
import { SearchForm } from '../parts/SearchForm.tsx';
import { useStaff } from '../StaffContext.tsx';
import { useSearchedList } from '../use-searched-list.ts';

export function ActivityScreen() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [filter, setFilter] = useState(WHOLE_LOG);
  const list = useSearchedList<AuditEntry>(
    async (page) => {
      const answer = await api.call('listAudit', { ...page, ...askedOf(filter) });
      return answer.ok ? success({ items: answer.value.entries, next: answer.value.next }) : answer;
    },
    ['log'],
  );
  const { restart } = list;
  const asked = useRef(filter);
  useEffect(() => {
    if (asked.current === filter) return;
    asked.current = filter;
    restart();
  }, [filter, restart]);
  return (
    <Screen title={t('moderation:activity.title')} live={list}>
      {({ items }) => (
        <>
          <SearchForm list={list} label={t('staff:searchIn.log')} />
          <LogFilterFields value={filter} onChange={setFilter} />
          {items.length === 0 ? (
            <p className="empty">
              {filter === WHOLE_LOG && list.query === ''
                ? t('moderation:activity.empty')
                : t('moderation:activity.none')}
            </p>
          ) : (
            <>
              <table className="table activity">
                <caption className="visually-hidden">{t('moderation:activity.title')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('moderation:activity.when')}</th>
                    <th scope="col">{t('moderation:activity.who')}</th>
                    <th scope="col">{t('moderation:activity.what')}</th>
                    <th scope="col">{t('moderation:activity.subject')}</th>
                    <th scope="col">{t('moderation:activity.address')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((entry) => (
                    <Entry key={entry.id} entry={entry} />
                  ))}
                </tbody>
              </table>
              <MoreButton list={list} />
            </>
          )}
        </>
      )}
    </Screen>
  );
}

function Entry({ entry: { at, by, action, subject, named, detail, address } }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation();
  return (
    <tr>
      <th scope="row">{exactTime(at, i18n.language)}</th>
      <td className="wide">
        {by === null ? (
          <span className="muted">{t('moderation:activity.commandLine')}</span>
        ) : (
          <bdi dir="auto">{by}</bdi>
        )}
      </td>
      {/* An action that this page does not know yet shows its name. */}
      <td className="wide">{t(`moderation:activity.action.${action}`, action)}</td>
      <td className="wide">
        {named === null ? null : (
          <bdi dir="auto" className="line">
            {localized(named, [i18n.language, 'en']).text}
          </bdi>
        )}
        <bdi dir="auto" className={named === null ? 'code' : 'code muted'}>
          {subject}
        </bdi>
        {detail === '' ? null : (
          <span className="line muted" dir="auto">
            {detail}
          </span>
        )}
      </td>
      <td className="wide">
        {address === null ? (
          <span className="muted">{t('moderation:activity.addressUnknown')}</span>
        ) : (
          <bdi className="code">{address}</bdi>
        )}
      </td>
    </tr>
  );
}
