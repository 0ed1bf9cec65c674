/** Where one can be on the page, kept in the address's hash so that it survives a reload and can be shared. */
import { useSyncExternalStore } from 'react';
import type { ModerationQueue } from '../../common/contract/staff/moderation.ts';
import {
  mayAdminister,
  mayExport,
  mayModerate,
  type Right,
  type StaffRole,
} from '../../common/contract/staff-roles.ts';

export type Place =
  | { readonly name: 'sessions' }
  | { readonly name: 'session'; readonly sessionId: string }
  | { readonly name: 'workshop'; readonly workshopId: string }
  | { readonly name: 'workshop-report'; readonly workshopId: string }
  | { readonly name: 'report'; readonly sessionId: string }
  | { readonly name: 'contributions'; readonly queue: ModerationQueue }
  | { readonly name: 'proposals' }
  | { readonly name: 'consultations' }
  | { readonly name: 'feedback' }
  | { readonly name: 'person' }
  | { readonly name: 'sealed-words' }
  | { readonly name: 'statistics' }
  | { readonly name: 'exports' }
  | { readonly name: 'kiosks' }
  | { readonly name: 'quarantine' }
  | { readonly name: 'accounts' }
  | { readonly name: 'api' }
  | { readonly name: 'activity' }
  | { readonly name: 'retention' };

export const QUEUES = [
  'unreviewed',
  'published',
  'merged',
  'held',
  'refused',
  'after-end',
] as const satisfies readonly ModerationQueue[];

/** Places that are not everybody's. */
const FOR: { readonly [N in Place['name']]?: Right } = {
  feedback: mayExport,
  person: mayExport,
  'sealed-words': mayExport,
  statistics: mayExport,
  exports: mayExport,
  quarantine: mayModerate,
  accounts: mayAdminister,
  api: mayAdminister,
  retention: mayAdminister,
  activity: mayAdminister,
};

export const mayGo = ({ name }: Place, role: StaffRole): boolean => FOR[name]?.(role) ?? true;

const SESSION = /^#\/sessions\/([0-9a-f-]{36})(\/report)?$/i;
const WORKSHOP = /^#\/workshops\/([0-9a-f-]{36})(\/report)?$/i;
const CONTRIBUTIONS = '#/contributions/';

/** Anything unknown leads to the sessions. */
export function placeOf(hash: string): Place {
  const [, sessionId, report] = SESSION.exec(hash) ?? [];
  if (sessionId !== undefined) return { name: report === undefined ? 'session' : 'report', sessionId };
  const [, workshopId, ofWorkshop] = WORKSHOP.exec(hash) ?? [];
  if (workshopId !== undefined)
    return { name: ofWorkshop === undefined ? 'workshop' : 'workshop-report', workshopId };
  if (hash.startsWith(CONTRIBUTIONS)) {
    const queue = QUEUES.find((name) => hash === CONTRIBUTIONS + name) ?? 'unreviewed';
    return { name: 'contributions', queue };
  }
  if (hash === '#/proposals') return { name: 'proposals' };
  if (hash === '#/consultations') return { name: 'consultations' };
  if (hash === '#/feedback') return { name: 'feedback' };
  if (hash === '#/person') return { name: 'person' };
  if (hash === '#/sealed-words') return { name: 'sealed-words' };
  if (hash === '#/statistics') return { name: 'statistics' };
  if (hash === '#/exports') return { name: 'exports' };
  if (hash === '#/quarantine') return { name: 'quarantine' };
  if (hash === '#/accounts') return { name: 'accounts' };
  if (hash === '#/api') return { name: 'api' };
  if (hash === '#/activity') return { name: 'activity' };
  if (hash === '#/retention') return { name: 'retention' };
  return hash === '#/kiosks' ? { name: 'kiosks' } : { name: 'sessions' };
}

export function hashOf(place: Place): string {
  if (place.name === 'session') return `#/sessions/${place.sessionId}`;
  if (place.name === 'workshop') return `#/workshops/${place.workshopId}`;
  if (place.name === 'workshop-report') return `#/workshops/${place.workshopId}/report`;
  if (place.name === 'report') return `#/sessions/${place.sessionId}/report`;
  return place.name === 'contributions' ? CONTRIBUTIONS + place.queue : `#/${place.name}`;
}

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export const usePlace = (): Place => placeOf(useSyncExternalStore(subscribe, () => window.location.hash));

const BEGIN = /^#\/begin\/([\w-]{1,100})$/;

/** The token of the link to the first account, where the address is one. */
export const beginningOf = (hash: string): string | null => BEGIN.exec(hash)?.[1] ?? null;

export const useBeginning = (): string | null =>
  beginningOf(useSyncExternalStore(subscribe, () => window.location.hash));
