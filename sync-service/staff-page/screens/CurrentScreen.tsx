/** The screen of the current place; another session is another screen, not the old one with new data. */
import { useTranslation } from 'react-i18next';
import { ScreenTop } from '../parts/Screen.tsx';
import { hashOf, mayGo, type Place, usePlace } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { AccountsScreen } from './AccountsScreen.tsx';
import { ActivityScreen } from './ActivityScreen.tsx';
import { ApiScreen } from './ApiScreen.tsx';
import { ConsultationsScreen } from './ConsultationsScreen.tsx';
import { ExportsScreen } from './ExportsScreen.tsx';
import { FeedbackScreen } from './FeedbackScreen.tsx';
import { KiosksScreen } from './KiosksScreen.tsx';
import { ModerationScreen } from './ModerationScreen.tsx';
import { PersonScreen } from './PersonScreen.tsx';
import { ProposalsScreen } from './ProposalsScreen.tsx';
import { QuarantineScreen } from './QuarantineScreen.tsx';
import { ReportScreen } from './ReportScreen.tsx';
import { RetentionScreen } from './RetentionScreen.tsx';
import { SealedWordsScreen } from './SealedWordsScreen.tsx';
import { SessionScreen } from './SessionScreen.tsx';
import { SessionsScreen } from './SessionsScreen.tsx';
import { StatisticsScreen } from './StatisticsScreen.tsx';
import { WorkshopScreen } from './WorkshopScreen.tsx';

export function CurrentScreen() {
  const place = usePlace();
  const { account } = useStaff();
  return mayGo(place, account.role) ? <ScreenOf place={place} /> : <NotForYou />;
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
