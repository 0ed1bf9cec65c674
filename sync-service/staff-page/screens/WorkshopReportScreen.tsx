/** One workshop on paper, all of its kiosks together: what it was, which of it is here, its counts, and what people said, by topic. */
import { useTranslation } from 'react-i18next';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import type { NewsTopic } from '../../../common/contract/staff-live.ts';
import { localized } from '../../../common/domain/localized-text.ts';
import { type Outcome, success } from '../../../common/problems.ts';
import type { StaffApi } from '../api.ts';
import { contributionsOf } from '../consultations.ts';
import { Screen } from '../parts/Screen.tsx';
import { CompletenessPanel } from '../parts/sessions/CompletenessPanel.tsx';
import { PrintButton, ReportSaid } from '../parts/sessions/ReportSaid.tsx';
import { TallyCharts } from '../parts/sessions/TallyCharts.tsx';
import { WorkshopFacts } from '../parts/sessions/WorkshopFacts.tsx';
import { WorkshopKiosks } from '../parts/sessions/WorkshopKiosks.tsx';
import { hashOf } from '../places.ts';
import { type Report, reportOf } from '../report.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

/** It stands still: it is about to be printed. */
const NOTHING: readonly NewsTopic[] = [];

type Loaded = { readonly workshop: StaffOutput<'showWorkshop'>; readonly report: Report };

async function load(api: StaffApi, id: string): Promise<Outcome<Loaded>> {
  const found = await api.call('showWorkshop', { id });
  if (!found.ok) return found;
  const workshop = found.value;
  const sessions = workshop.kiosks.flatMap((kiosk) => kiosk.sessions.map((session) => session.id));
  const said = await contributionsOf(api, sessions);
  if (!said.ok) return said;
  const topicIds = workshop.topics.map((topic) => topic.id);
  return success({ workshop, report: reportOf({ contributions: said.value, topicIds }) });
}

export function WorkshopReportScreen({ workshopId }: { workshopId: string }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const live = useLive(() => load(api, workshopId), NOTHING);
  const { value } = live;
  const name = value && localized(value.workshop.event.title, [i18n.language, 'en']).text;
  return (
    <Screen
      title={name === null ? t('report:title') : t('report:titleOf', { name })}
      live={live}
      above={
        <a className="back no-print" href={hashOf({ name: 'workshop', workshopId })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('report:backToWorkshop')}
        </a>
      }
    >
      {({ workshop, report }) => (
        <div className="report">
          <PrintButton />
          <div className="overview">
            <WorkshopFacts workshop={workshop} />
            <CompletenessPanel completeness={workshop.completeness} quarantined={workshop.quarantined} />
          </div>
          <TallyCharts {...report} topics={workshop.topics} />
          <WorkshopKiosks kiosks={workshop.kiosks} now={live.at ?? Date.now()} />
          <ReportSaid report={report} topics={workshop.topics} />
        </div>
      )}
    </Screen>
  );
}
