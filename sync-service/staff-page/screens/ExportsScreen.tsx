/** Files that were taken: by whom, when, what is in them, and who is to be told that something in them was taken back. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakenExport } from '../../../common/contract/staff/exports.ts';
import { success } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { ConsultationsDialog } from '../parts/city/ConsultationsDialog.tsx';
import { ExportCard } from '../parts/exports/ExportCard.tsx';
import { ExportContributions } from '../parts/exports/ExportContributions.tsx';
import { MoreButton } from '../parts/MoreButton.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ListSearch } from '../parts/SearchForm.tsx';
import { useStaff } from '../StaffContext.tsx';
import { useSearchedList } from '../use-searched-list.ts';

export function ExportsScreen() {
  const [toTell, setToTell] = useState(true);
  return <Exports key={String(toTell)} toTell={toTell} onChange={setToTell} />;
}

function Exports({ toTell, onChange }: { toTell: boolean; onChange: (toTell: boolean) => void }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const list = useSearchedList<TakenExport>(
    async (page) => {
      const answer = await api.call('listExports', { toTell: String(toTell), ...page });
      return answer.ok ? success({ items: answer.value.exports, next: answer.value.next }) : answer;
    },
    ['exports', 'records'],
  );
  return (
    <Screen title={t('export:taken.title')} live={list}>
      {({ items }) => (
        <>
          <ConsultationsDialog button={t('export:button')} title={t('export:title')}>
            {(open) => <ExportContributions {...open} />}
          </ConsultationsDialog>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend that is shown. */}
          <div className="row" role="group" aria-label={t('export:taken.which')}>
            {[true, false].map((which) => (
              <Button
                key={String(which)}
                look={which === toTell ? 'primary' : 'secondary'}
                aria-pressed={which === toTell}
                onPress={() => onChange(which)}
              >
                {which ? t('export:taken.toTell') : t('export:taken.all')}
              </Button>
            ))}
          </div>
          <p className="muted">{t('export:taken.hint')}</p>
          <ListSearch list={list} label={t('staff:searchIn.exports')} />
          {items.length === 0 && list.query !== '' ? (
            <p className="empty">{t('staff:nothingFound')}</p>
          ) : items.length === 0 ? (
            <p className="empty">{toTell ? t('export:taken.noneToTell') : t('export:taken.none')}</p>
          ) : (
            <>
              <ol className="contribution-list">
                {items.map((taken) => (
                  <li key={taken.id}>
                    <ExportCard taken={taken} onTold={list.reload} />
                  </li>
                ))}
              </ol>
              <MoreButton list={list} />
            </>
          )}
        </>
      )}
    </Screen>
  );
}
