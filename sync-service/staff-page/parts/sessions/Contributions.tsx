/** The contributions of a session in the order in which the kiosk recorded them. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import type { SessionSummary, StaffContribution } from '../../../../common/contract/staff/sessions.ts';
import { success } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { hashOf } from '../../places.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useLiveList } from '../../use-live-list.ts';
import { ExportDialog } from '../exports/ExportDialog.tsx';
import { MoreButton } from '../MoreButton.tsx';
import { Content } from '../Screen.tsx';
import { Contribution } from './Contribution.tsx';

type Props = { session: SessionSummary; topics: ConsultationDocument['topics'] };

export function Contributions({ session, topics }: Props) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [exporting, setExporting] = useState(false);
  const list = useLiveList<StaffContribution>(
    async (page) => {
      const answer = await api.call('listContributions', { sessionId: session.id, ...page });
      return answer.ok ? success({ items: answer.value.contributions, next: answer.value.next }) : answer;
    },
    ['records', 'decisions'],
  );
  return (
    <section className="contributions" aria-labelledby="contributions">
      <div className="section-top">
        <h2 id="contributions">{t('staff:contribution.title')}</h2>
        <div className="row row-centred">
          <a href={hashOf({ name: 'report', sessionId: session.id })}>{t('report:title')}</a>
          <Button onPress={() => setExporting(true)}>{t('staff:export.title')}</Button>
        </div>
      </div>
      <ExportDialog session={session} open={exporting} onClose={() => setExporting(false)} />
      <Content live={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="empty">{t('staff:contribution.empty')}</p>
          ) : (
            <>
              <ol className="contribution-list">
                {items.map((contribution) => (
                  <li key={contribution.id}>
                    <Contribution contribution={contribution} topics={topics} />
                  </li>
                ))}
              </ol>
              <MoreButton list={list} />
            </>
          )
        }
      </Content>
    </section>
  );
}
