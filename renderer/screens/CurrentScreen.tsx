/** Which screen stands for the present place, or for what is in its way. */
import { useKiosk } from '../navigation/KioskContext.tsx';
import { present, type Trail } from '../navigation/places.ts';
import { screenAt } from '../navigation/screens.ts';
import { BrowseScreen } from './browse/BrowseScreen.tsx';
import { ChooseTargetScreen } from './browse/ChooseTargetScreen.tsx';
import { TargetScreen } from './browse/TargetScreen.tsx';
import { PostedScreen } from './contribute/PostedScreen.tsx';
import { WriteScreen } from './contribute/WriteScreen.tsx';
import { CardScreen } from './facilitator/CardScreen.tsx';
import { DeskScreen } from './facilitator/DeskScreen.tsx';
import { OpenSessionScreen } from './facilitator/OpenSessionScreen.tsx';
import { SessionSummaryScreen } from './facilitator/SessionSummaryScreen.tsx';
import { TakeAlongScreen } from './facilitator/TakeAlongScreen.tsx';
import { UnlockScreen } from './facilitator/UnlockScreen.tsx';
import { FormsScreen } from './forms/FormsScreen.tsx';
import { ClosedScreen } from './home/ClosedScreen.tsx';
import { EnrolScreen } from './home/EnrolScreen.tsx';
import { HomeScreen } from './home/HomeScreen.tsx';
import { OutOfHoursScreen } from './home/OutOfHoursScreen.tsx';
import { RevokedScreen } from './home/RevokedScreen.tsx';
import { OperationsScreen } from './operations/OperationsScreen.tsx';
import { FarewellScreen } from './participant/FarewellScreen.tsx';
import { ParticipantScreen } from './participant/ParticipantScreen.tsx';
import { RefusedScreen } from './participant/RefusedScreen.tsx';
import { WelcomeScreen } from './participant/WelcomeScreen.tsx';
import { ReceiptScreen } from './receipt/ReceiptScreen.tsx';

export function CurrentScreen({ trail }: { trail: Trail }) {
  const { status } = useKiosk();
  const place = present(trail);

  switch (screenAt(place, status)) {
    case 'enrol':
      return <EnrolScreen />;
    case 'revoked':
      return <RevokedScreen />;
    case 'out-of-hours':
      return <OutOfHoursScreen until={status.closedUntil ?? 0} />;
    case 'closed':
      return <ClosedScreen />;
    case 'unlock':
      return <UnlockScreen />;
    case 'open-session':
      return <OpenSessionScreen />;
    case 'welcome':
      return <WelcomeScreen />;
  }

  switch (place.name) {
    case 'home':
      return <HomeScreen />;
    case 'desk':
      return status.session === null ? null : <DeskScreen session={status.session} />;
    case 'operations':
      return <OperationsScreen />;
    case 'forms':
      return <FormsScreen />;
    case 'session-summary':
      return <SessionSummaryScreen sessionId={place.sessionId} workshopId={place.workshopId} />;
    case 'take-along':
      return <TakeAlongScreen sessionId={place.sessionId} />;
    case 'participant':
      return <ParticipantScreen />;
    case 'refused':
      return <RefusedScreen />;
    case 'write-idea':
      return <WriteScreen key="idea" target={null} />;
    case 'choose-target':
      return <ChooseTargetScreen search={place.search} />;
    case 'write-comment':
      return <WriteScreen key={place.target.id} target={place.target} />;
    case 'posted':
      return <PostedScreen kind={place.kind} code={place.code} />;
    case 'card':
      return <CardScreen card={place.card} />;
    case 'farewell':
      return <FarewellScreen />;
    case 'browse':
      return <BrowseScreen tab={place.tab} search={place.search} />;
    case 'target':
      return <TargetScreen key={place.target.id} target={place.target} />;
    case 'receipt':
      return <ReceiptScreen />;
  }
}
