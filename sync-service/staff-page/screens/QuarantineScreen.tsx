/** Records that broke a rule: kept whole, shown as they came, and kept out once somebody has looked. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldRecord } from '../../../common/contract/staff/quarantine.ts';
import { success } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { exactTime, number } from '../formats.ts';
import { Detail } from '../parts/Detail.tsx';
import { Failure } from '../parts/Failure.tsx';
import { MoreButton } from '../parts/MoreButton.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ListSearch } from '../parts/SearchForm.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';
import { useSearchedList } from '../use-searched-list.ts';

/** What became of all that a kiosk had not sent. */
type Settled = { readonly accepted: number; readonly left: number };

export function QuarantineScreen() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const list = useSearchedList<HeldRecord>(
    async (page) => {
      const answer = await api.call('listQuarantine', page);
      return answer.ok ? success({ items: answer.value.records, next: answer.value.next }) : answer;
    },
    ['records', 'decisions'],
  );
  const { busy, failure, save } = useSave();
  const [settled, setSettled] = useState<Settled | null>(null);
  const acceptAll = (deviceId: string) =>
    save(
      () => api.call('acceptAllOfKiosk', { deviceId }),
      (counts) => {
        setSettled(counts);
        list.reload();
      },
    );
  return (
    <Screen
      title={t('quarantine:title')}
      live={list}
      above={
        <a className="back" href={hashOf({ name: 'kiosks' })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('staff:kiosks.title')}
        </a>
      }
    >
      {({ items }) => (
        <>
          <p className="muted">{t('quarantine:lead')}</p>
          <Failure failure={failure} />
          <p role="status">{settled && t('quarantine:acceptedAll', settled)}</p>
          <ListSearch list={list} label={t('staff:searchIn.quarantine')} />
          {items.length === 0 ? (
            <p className="empty">{list.query === '' ? t('quarantine:empty') : t('staff:nothingFound')}</p>
          ) : (
            <ol className="contribution-list">
              {items.map((record) => (
                <li key={record.id}>
                  <Held
                    record={record}
                    busy={busy}
                    onAcceptAll={() => void acceptAll(record.deviceId)}
                    onAccept={() => void save(() => api.call('acceptRecord', { id: record.id }), list.reload)}
                    onKeepOut={() => void save(() => api.call('keepOut', { id: record.id }), list.reload)}
                  />
                </li>
              ))}
            </ol>
          )}
          <MoreButton list={list} />
        </>
      )}
    </Screen>
  );
}

function Held({
  record: { rule, kind, seq, kioskName, receivedAt, header, body, acceptable, decision },
  busy,
  onAccept,
  onAcceptAll,
  onKeepOut,
}: {
  record: HeldRecord;
  busy: boolean;
  onAccept: () => void;
  onAcceptAll: () => void;
  onKeepOut: () => void;
}) {
  const { t, i18n } = useTranslation();
  return (
    <article className="contribution">
      <h2>{t(`quarantine:rule.${rule}`)}</h2>
      <dl className="details">
        <Detail label={t('quarantine:kiosk')}>
          <bdi dir="auto">{kioskName}</bdi>
        </Detail>
        {kind === null ? null : (
          <Detail label={t('quarantine:kind')}>
            <span className="code">{kind}</span>
          </Detail>
        )}
        {seq === null ? null : <Detail label={t('quarantine:place')}>{number(seq, i18n.language)}</Detail>}
        <Detail label={t('staff:contribution.received')}>{exactTime(receivedAt, i18n.language)}</Detail>
      </dl>
      <details>
        <summary>{t('quarantine:asItCame')}</summary>
        <pre className="code held-lines">{`${header}\n${body}`}</pre>
      </details>
      {decision === null ? (
        <div className="row">
          {acceptable ? (
            <Button busy={busy} onPress={onAccept}>
              {t('quarantine:accept')}
            </Button>
          ) : null}
          {rule === 'after-revocation' ? (
            <Button busy={busy} onPress={onAcceptAll}>
              {t('quarantine:acceptAll')}
            </Button>
          ) : null}
          <Button busy={busy} onPress={onKeepOut}>
            {t('quarantine:keepOut')}
          </Button>
        </div>
      ) : (
        <p className="muted">{t(`quarantine:decision.${decision}`)}</p>
      )}
    </article>
  );
}
