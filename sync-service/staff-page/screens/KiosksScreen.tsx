/** Every enrolled kiosk: whether it is connected, and what has arrived from it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskSummary } from '../../../common/contract/staff/kiosks.ts';
import { mayAdminister, mayModerate } from '../../../common/contract/staff-roles.ts';
import { success } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { longDate, number } from '../formats.ts';
import { troublesOf } from '../kiosk-condition.ts';
import { ConsultationsDialog } from '../parts/city/ConsultationsDialog.tsx';
import { AnswerLocked } from '../parts/kiosks/AnswerLocked.tsx';
import { CarryImport } from '../parts/kiosks/CarryImport.tsx';
import { Condition } from '../parts/kiosks/Condition.tsx';
import { Connection } from '../parts/kiosks/Connection.tsx';
import { KioskCodeForm } from '../parts/kiosks/KioskCodeForm.tsx';
import { KioskSettings } from '../parts/kiosks/KioskSettings.tsx';
import { ReplaceKiosk } from '../parts/kiosks/ReplaceKiosk.tsx';
import { RevokeKiosk } from '../parts/kiosks/RevokeKiosk.tsx';
import { MoreButton } from '../parts/MoreButton.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ListSearch } from '../parts/SearchForm.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useSearchedList } from '../use-searched-list.ts';

export function KiosksScreen() {
  const { t } = useTranslation();
  const { api, account } = useStaff();
  const administers = mayAdminister(account.role);
  const [{ troubled, serviceMark }, setOfAll] = useState({ troubled: 0, serviceMark: '' });
  const list = useSearchedList<KioskSummary>(
    async (page) => {
      const answer = await api.call('listKiosks', page);
      if (!answer.ok) return answer;
      const { kiosks, next, ...ofAll } = answer.value;
      setOfAll(ofAll);
      return success({ items: kiosks, next });
    },
    ['kiosks', 'records', 'decisions'],
  );
  return (
    <Screen title={t('staff:kiosks.title')} live={list}>
      {({ items }) => (
        <>
          {troubled > 0 ? (
            <p className="troubled">{t('staff:kiosks.troubled', { count: troubled })}</p>
          ) : null}
          <ListSearch list={list} label={t('staff:searchIn.kiosks')} />
          {items.length === 0 ? (
            <p className="empty">{list.query === '' ? t('staff:kiosks.empty') : t('staff:nothingFound')}</p>
          ) : (
            <KioskTable
              kiosks={items}
              now={list.at ?? Date.now()}
              onChanged={administers ? list.reload : null}
            />
          )}
          <MoreButton list={list} />
          <p className="muted">
            {t('staff:kiosks.serviceMark')} <bdi className="code service-mark">{serviceMark}</bdi>
          </p>
          {administers ? (
            <>
              <ConsultationsDialog button={t('kiosks:enrol')} look="primary" title={t('kiosks:title')}>
                {(open) => <KioskCodeForm {...open} />}
              </ConsultationsDialog>
              <CarryImport />
            </>
          ) : null}
        </>
      )}
    </Screen>
  );
}

function KioskTable({
  kiosks,
  now,
  onChanged,
}: {
  kiosks: readonly KioskSummary[];
  now: number;
  /** Null for who may only look. */
  onChanged: (() => void) | null;
}) {
  const { t } = useTranslation();
  const [replacing, setReplacing] = useState<KioskSummary | null>(null);
  return (
    <>
      <table className="table kiosks">
        <caption className="visually-hidden">{t('staff:kiosks.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('staff:kiosks.name')}</th>
            <th scope="col">{t('staff:kiosks.connection')}</th>
            <th scope="col">{t('staff:kiosks.condition')}</th>
            <th scope="col" className="figure">
              {t('staff:kiosks.records')}
            </th>
            <th scope="col" className="figure">
              {t('staff:kiosks.quarantined')}
            </th>
            <th scope="col">{t('staff:kiosks.enrolled')}</th>
            {onChanged === null ? null : (
              <th scope="col">
                <span className="visually-hidden">{t('kiosks:submit')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {kiosks.map((kiosk) => (
            <KioskRow key={kiosk.id} kiosk={kiosk} now={now} onChanged={onChanged} onReplace={setReplacing} />
          ))}
        </tbody>
      </table>
      <ReplaceKiosk kiosk={replacing} onClose={() => setReplacing(null)} />
    </>
  );
}

function KioskRow({
  kiosk,
  now,
  onChanged,
  onReplace,
}: {
  kiosk: KioskSummary;
  now: number;
  onChanged: (() => void) | null;
  onReplace: (kiosk: KioskSummary) => void;
}) {
  const { t, i18n } = useTranslation();
  const mayLook = mayModerate(useStaff().account.role);
  return (
    <tr className={troublesOf(kiosk, now).length > 0 ? 'in-trouble' : undefined}>
      <th scope="row">
        <span dir="auto">{kiosk.name}</span>
        <span className="line muted">
          <bdi dir="auto">{kiosk.place}</bdi>
        </span>
      </th>
      <td className="wide">
        <Connection kiosk={kiosk} now={now} />
      </td>
      <td className="wide">
        <Condition kiosk={kiosk} now={now} />
      </td>
      <td className="figure" data-label={t('staff:kiosks.records')}>
        {number(kiosk.records, i18n.language)}
      </td>
      <td className="figure" data-label={t('staff:kiosks.quarantined')}>
        {kiosk.quarantined > 0 && mayLook ? (
          <a href={hashOf({ name: 'quarantine' })}>{number(kiosk.quarantined, i18n.language)}</a>
        ) : (
          number(kiosk.quarantined, i18n.language)
        )}
      </td>
      <td data-label={t('staff:kiosks.enrolled')}>{longDate(kiosk.enrolledAt, i18n.language)}</td>
      {onChanged === null ? null : (
        <td className="wide">
          {kiosk.revokedAt === null ? (
            <>
              <KioskSettings kiosk={kiosk} onSaved={onChanged} />
              <AnswerLocked kiosk={kiosk} />
              <Button
                look="quiet"
                aria-label={t('kiosks:replaceNamed', { name: kiosk.name })}
                onPress={() => onReplace(kiosk)}
              >
                {t('kiosks:replace')}
              </Button>
              <RevokeKiosk kiosk={kiosk} onRevoked={onChanged} />
            </>
          ) : null}
        </td>
      )}
    </tr>
  );
}
