/**
 * The screen of the current place, fetched when somebody first goes there; another session is another screen, not the old one with new
 * data.
 */
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading, ScreenTop } from '../parts/Screen.tsx';
import { WhereMissing } from '../parts/WhereMissing.tsx';
import { hashOf, mayGo, type Place, usePlace } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';

const AccountsScreen = lazy(async () => ({ default: (await import('./AccountsScreen.tsx')).AccountsScreen }));
const ActivityScreen = lazy(async () => ({ default: (await import('./ActivityScreen.tsx')).ActivityScreen }));
const ApiScreen = lazy(async () => ({ default: (await import('./ApiScreen.tsx')).ApiScreen }));
const ConsultationsScreen = lazy(async () => ({
  default: (await import('./ConsultationsScreen.tsx')).ConsultationsScreen,
}));
const ExportsScreen = lazy(async () => ({ default: (await import('./ExportsScreen.tsx')).ExportsScreen }));
const FeedbackScreen = lazy(async () => ({ default: (await import('./FeedbackScreen.tsx')).FeedbackScreen }));
const KiosksScreen = lazy(async () => ({ default: (await import('./KiosksScreen.tsx')).KiosksScreen }));
const ModerationScreen = lazy(async () => ({
  default: (await import('./ModerationScreen.tsx')).ModerationScreen,
}));
const PersonScreen = lazy(async () => ({ default: (await import('./PersonScreen.tsx')).PersonScreen }));
const ProposalsScreen = lazy(async () => ({
  default: (await import('./ProposalsScreen.tsx')).ProposalsScreen,
}));
const QuarantineScreen = lazy(async () => ({
  default: (await import('./QuarantineScreen.tsx')).QuarantineScreen,
}));
const ReportScreen = lazy(async () => ({ default: (await import('./ReportScreen.tsx')).ReportScreen }));
const RetentionScreen = lazy(async () => ({
  default: (await import('./RetentionScreen.tsx')).RetentionScreen,
}));
const SealedWordsScreen = lazy(async () => ({
  default: (await import('./SealedWordsScreen.tsx')).SealedWordsScreen,
}));
const SessionScreen = lazy(async () => ({ default: (await import('./SessionScreen.tsx')).SessionScreen }));
const SessionsScreen = lazy(async () => ({ default: (await import('./SessionsScreen.tsx')).SessionsScreen }));
const StatisticsScreen = lazy(async () => ({
  default: (await import('./StatisticsScreen.tsx')).StatisticsScreen,
}));
const WorkshopReportScreen = lazy(async () => ({
  default: (await import('./WorkshopReportScreen.tsx')).WorkshopReportScreen,
}));
const WorkshopScreen = lazy(async () => ({ default: (await import('./WorkshopScreen.tsx')).WorkshopScreen }));

export function CurrentScreen() {
  const place = usePlace();
  const { account } = useStaff();
  if (!mayGo(place, account.role)) return <NotForYou />;
  return (
    <WhereMissing key={place.name}>
      <Suspense fallback={<Loading />}>
        <ScreenOf place={place} />
      </Suspense>
    </WhereMissing>
  );
}

/** Somebody came by an address that another one shared. */
function NotForYou() {
  const { t } = useTranslation();
  return (
    <ScreenTop
      title={t('problems:role-missing')}
      above={
        <a className="back" href={hashOf({ name: 'sessions' })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('staff:session.back')}
        </a>
      }
    />
  );
}

function ScreenOf({ place }: { place: Place }) {
  switch (place.name) {
    case 'session':
      return <SessionScreen key={place.sessionId} sessionId={place.sessionId} />;
    case 'workshop':
      return <WorkshopScreen key={place.workshopId} workshopId={place.workshopId} />;
    case 'workshop-report':
      return <WorkshopReportScreen key={place.workshopId} workshopId={place.workshopId} />;
    case 'report':
      return <ReportScreen key={place.sessionId} sessionId={place.sessionId} />;
    case 'contributions':
      return <ModerationScreen key={place.queue} queue={place.queue} />;
    case 'proposals':
      return <ProposalsScreen />;
    case 'consultations':
      return <ConsultationsScreen />;
    case 'feedback':
      return <FeedbackScreen />;
    case 'person':
      return <PersonScreen />;
    case 'sealed-words':
      return <SealedWordsScreen />;
    case 'statistics':
      return <StatisticsScreen />;
    case 'exports':
      return <ExportsScreen />;
    case 'kiosks':
      return <KiosksScreen />;
    case 'quarantine':
      return <QuarantineScreen />;
    case 'accounts':
      return <AccountsScreen />;
    case 'api':
      return <ApiScreen />;
    case 'activity':
      return <ActivityScreen />;
    case 'retention':
      return <RetentionScreen />;
    case 'sessions':
      return <SessionsScreen />;
  }
}
