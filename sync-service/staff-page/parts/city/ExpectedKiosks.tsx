/** Which kiosks will be at a workshop: those that are missing are then said, and nothing is proved before they came. */
import { useTranslation } from 'react-i18next';
import type { KioskSummary } from '../../../../common/contract/staff/kiosks.ts';
import { success } from '../../../../common/problems.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSearchedList } from '../../use-searched-list.ts';
import { Check } from '../Check.tsx';
import { MoreButton } from '../MoreButton.tsx';
import { Content } from '../Screen.tsx';
import { ListSearch } from '../SearchForm.tsx';

export function ExpectedKiosks({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const list = useSearchedList<KioskSummary>(
    async (page) => {
      const answer = await api.call('listKiosks', page);
      return answer.ok ? success({ items: answer.value.kiosks, next: answer.value.next }) : answer;
    },
    ['kiosks'],
  );
  return (
    <fieldset className="plain-set">
      <legend>{t('workshop:expected')}</legend>
      <Content live={list}>
        {({ items }) => {
          const offered = items.filter(({ id, revokedAt }) => revokedAt === null || chosen.includes(id));
          return (
            <>
              <ListSearch list={list} label={t('staff:searchIn.kiosks')} />
              {offered.length === 0 ? (
                <p className="muted">
                  {list.query === '' ? t('staff:kiosks.empty') : t('staff:nothingFound')}
                </p>
              ) : (
                offered.map(({ id, name, place }) => (
                  <Check
                    key={id}
                    on={chosen.includes(id)}
                    onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
                  >
                    <bdi dir="auto">{place === '' ? name : `${name} · ${place}`}</bdi>
                  </Check>
                ))
              )}
              <MoreButton list={list} />
            </>
          );
        }}
      </Content>
    </fieldset>
  );
}
