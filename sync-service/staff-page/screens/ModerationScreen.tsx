/** What people said, for staff to decide about: queue by queue, searched, one by one or many at once. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  COUNTED_MOST,
  type ModeratedContribution,
  type ModerationQueue,
} from '../../../common/contract/staff/moderation.ts';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { mayExport } from '../../../common/contract/staff-roles.ts';
import { success } from '../../../common/problems.ts';
import { number } from '../formats.ts';
import { ConsultationsDialog } from '../parts/city/ConsultationsDialog.tsx';
import { ExportContributions } from '../parts/exports/ExportContributions.tsx';
import { ModerationList } from '../parts/moderation/ModerationList.tsx';
import { Screen } from '../parts/Screen.tsx';
import { SearchForm } from '../parts/SearchForm.tsx';
import { hashOf, QUEUES } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useSearchedList } from '../use-searched-list.ts';

type Counts = StaffOutput<'listModeration'>['counts'];

/** What waits for staff of each queue; the published and the joined wait for nobody. */
const COUNTED = {
  unreviewed: 'unreviewed',
  held: 'held',
  refused: 'refused',
  'after-end': 'doubtful',
} as const;

export function ModerationScreen({ queue }: { queue: ModerationQueue }) {
  const { t } = useTranslation();
  const { api, account } = useStaff();
  const [counts, setCounts] = useState<Counts | null>(null);
  const list = useSearchedList<ModeratedContribution>(
    async (page) => {
      const answer = await api.call('listModeration', { queue, ...page });
      if (!answer.ok) return answer;
      setCounts(answer.value.counts);
      return success({ items: answer.value.contributions, next: answer.value.next });
    },
    ['records', 'decisions'],
  );
  return (
    <Screen title={t('moderation:title')} live={list}>
      {({ items }) => (
        <>
          <Queues queue={queue} counts={counts} />
          <p className="muted">{t(`moderation:lead.${queue}`)}</p>
          <div className="section-top">
            <SearchForm list={list} label={t('moderation:search')} />
            {mayExport(account.role) ? (
              <ConsultationsDialog button={t('export:button')} title={t('export:title')}>
                {(open) => <ExportContributions {...open} />}
              </ConsultationsDialog>
            ) : null}
          </div>
          <ModerationList
            list={list}
            items={items}
            empty={
              list.query !== ''
                ? t('staff:nothingFound')
                : queue === 'unreviewed'
                  ? t('moderation:empty.unreviewed')
                  : t('moderation:empty.other')
            }
          />
        </>
      )}
    </Screen>
  );
}

function Queues({ queue, counts }: { queue: ModerationQueue; counts: Counts | null }) {
  const { t, i18n } = useTranslation();
  return (
    <nav className="queues" aria-label={t('moderation:queues')}>
      {QUEUES.map((name) => (
        <a
          key={name}
          href={hashOf({ name: 'contributions', queue: name })}
          aria-current={name === queue ? 'page' : undefined}
        >
          {t(`moderation:queue.${name}`)}
          {name === 'published' || name === 'merged' || counts === null ? null : (
            <span className="queue-count">{atMost(counts[COUNTED[name]], i18n.language)}</span>
          )}
        </a>
      ))}
    </nav>
  );
}

function atMost(count: number, language: string): string {
  return `${number(count, language)}${count < COUNTED_MOST ? '' : '+'}`;
}
