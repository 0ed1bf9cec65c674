/** One session on paper: what it was, whether all of it is here, its counts, and what people said, by topic. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { SessionSummary } from '../../../common/contract/staff/sessions.ts';
import type { NewsTopic } from '../../../common/contract/staff-live.ts';
import { type Outcome, success } from '../../../common/problems.ts';
import type { StaffApi } from '../api.ts';
import { contributionsOf, topicsOf } from '../consultations.ts';
import { Screen } from '../parts/Screen.tsx';
import { CompletenessPanel } from '../parts/sessions/CompletenessPanel.tsx';
import { PrintButton, ReportSaid } from '../parts/sessions/ReportSaid.tsx';
import { SessionFacts } from '../parts/sessions/SessionFacts.tsx';
import { TallyCharts } from '../parts/sessions/TallyCharts.tsx';
import { hashOf } from '../places.ts';
import { type Report, reportOf } from '../report.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

/** It stands still: it is about to be printed. */
const NOTHING: readonly NewsTopic[] = [];

type Loaded = {
  readonly session: SessionSummary;
  readonly topics: ConsultationDocument['topics'];
  readonly report: Report;
};

async function load(api: StaffApi, sessionId: string): Promise<Outcome<Loaded>> {
  const session = await api.call('showSession', { sessionId });
  if (!session.ok) return session;
  const found = await topicsOf(api, session.value.consultationId);
  if (!found.ok) return found;
  const said = await contributionsOf(api, [sessionId]);
  if (!said.ok) return said;
  const topics = found.value;
  const report = reportOf({ contributions: said.value, topicIds: topics.map(({ id }) => id) });
  return success({ session: session.value, topics, report });
}

export function ReportScreen({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const live = useLive(() => load(api, sessionId), NOTHING);
  return (
    <Screen
      title={t('report:title')}
      live={live}
      above={
        <a className="back no-print" href={hashOf({ name: 'session', sessionId })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('report:back')}
        </a>
      }
    >
      {(loaded) => (
        <div className="report">
          <PrintButton />
          <div className="overview">
            <SessionFacts session={loaded.session} />
            <CompletenessPanel
              completeness={loaded.session.completeness}
              quarantined={loaded.session.quarantined}
            />
          </div>
          <TallyCharts {...loaded.report} topics={loaded.topics} />
          <ReportSaid report={loaded.report} topics={loaded.topics} />
        </div>
      )}
    </Screen>
  );
}
