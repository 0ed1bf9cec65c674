/** Where one can be on the page, kept in the address's hash so that it survives a reload and can be shared. */
import { useSyncExternalStore } from 'react';

export type Place =
  | { readonly name: 'sessions' }
  | { readonly name: 'session'; readonly sessionId: string }
  | { readonly name: 'kiosks' };

const SESSION = /^#\/sessions\/([0-9a-f-]{36})$/i;

/** Anything unknown leads to the sessions. */
export function placeOf(hash: string): Place {
  const sessionId = SESSION.exec(hash)?.[1];
  if (sessionId !== undefined) return { name: 'session', sessionId };
  return hash === '#/kiosks' ? { name: 'kiosks' } : { name: 'sessions' };
}

export function hashOf(place: Place): string {
  return place.name === 'session' ? `#/sessions/${place.sessionId}` : `#/${place.name}`;
}

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export const usePlace = (): Place => placeOf(useSyncExternalStore(subscribe, () => window.location.hash));
