/** One session: what it was, whether all of it is here, and every contribution made in it. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { SessionSummary } from '../../../common/contract/staff/sessions.ts';
import type { Tally } from '../../../common/contract/staff/workshops.ts';
import { type Outcome, success } from '../../../common/problems.ts';
import type { StaffApi } from '../api.ts';
import { topicsOf } from '../consultations.ts';
import { dateAndTime } from '../formats.ts';
import { Screen } from '../parts/Screen.tsx';
import { CompletenessPanel } from '../parts/sessions/CompletenessPanel.tsx';
import { Contributions } from '../parts/sessions/Contributions.tsx';
import { SessionFacts } from '../parts/sessions/SessionFacts.tsx';
import { barsOf, TallyCharts } from '../parts/sessions/TallyCharts.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

type Loaded = {
  readonly session: SessionSummary;
  readonly topics: ConsultationDocument['topics'];
  readonly tally: Tally;
};

async function load(api: StaffApi, sessionId: string): Promise<Outcome<Loaded>> {
  const [session, tally] = await Promise.all([
    api.call('showSession', { sessionId }),
    api.call('tallySession', { sessionId }),
  ]);
  if (!session.ok) return session;
  if (!tally.ok) return tally;
  const topics = await topicsOf(api, session.value.consultationId);
  if (!topics.ok) return topics;
  return success({ session: session.value, topics: topics.value, tally: tally.value });
}

export function SessionScreen({ sessionId }: { sessionId: string }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const live = useLive(() => load(api, sessionId), ['records', 'decisions']);
  const openedAt = live.value?.session.openedAt ?? null;
  const title =
    openedAt === null
      ? t('staff:session.title')
      : t('staff:session.titleAt', { when: dateAndTime(openedAt, i18n.language) });
  return (
    <Screen
      title={title}
      live={live}
      above={
        <a className="back" href={hashOf({ name: 'sessions' })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('staff:session.back')}
        </a>
      }
    >
      {({ session, topics, tally }) => (
        <>
          <div className="overview">
            <SessionFacts session={session} />
            <CompletenessPanel completeness={session.completeness} quarantined={session.quarantined} />
          </div>
          <TallyCharts
            topics={topics}
            byKind={[
              { key: 'idea', count: session.ideas },
              { key: 'comment', count: session.comments },
              { key: 'support', count: session.supports },
            ]}
            {...barsOf(tally)}
          />
          <Contributions session={session} topics={topics} />
        </>
      )}
    </Screen>
  );
}
