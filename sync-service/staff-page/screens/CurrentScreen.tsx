/** The screen of the current place; another session is another screen, not the old one with new data. */
import { usePlace } from '../places.ts';
import { KiosksScreen } from './KiosksScreen.tsx';
import { SessionScreen } from './SessionScreen.tsx';
import { SessionsScreen } from './SessionsScreen.tsx';

export function CurrentScreen() {
  const place = usePlace();
  if (place.name === 'session') return <SessionScreen key={place.sessionId} sessionId={place.sessionId} />;
  return place.name === 'kiosks' ? <KiosksScreen /> : <SessionsScreen />;
}
