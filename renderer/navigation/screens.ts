/** Every screen of the kiosk by its name: what stands there for a place, or for what is in its way. */
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { obstacleTo, type Place } from './places.ts';

/** In place of every other, or of a place that cannot be reached yet. */
type Barrier = 'enrol' | 'revoked' | 'out-of-hours' | 'closed' | 'unlock' | 'open-session' | 'welcome';
export type ScreenName = Place['name'] | Barrier;

/** A record, so that a screen without an entry does not compile; a test walks to each of them. */
const EVERY: Readonly<Record<ScreenName, true>> = {
  enrol: true,
  revoked: true,
  'out-of-hours': true,
  closed: true,
  unlock: true,
  'open-session': true,
  welcome: true,
  home: true,
  desk: true,
  operations: true,
  forms: true,
  'session-summary': true,
  'take-along': true,
  participant: true,
  refused: true,
  'write-idea': true,
  'choose-target': true,
  'write-comment': true,
  posted: true,
  card: true,
  farewell: true,
  browse: true,
  target: true,
  receipt: true,
};
export const SCREENS = Object.keys(EVERY) as ScreenName[];

export function screenAt(place: Place, status: KioskStatus): ScreenName {
  if (status.sync.state === 'not-enrolled') return 'enrol';
  if (status.sync.state === 'revoked') return 'revoked';
  // The desk asks for the PIN, and who was there to the end is thanked.
  const stays = status.facilitator !== null || place.name === 'desk' || place.name === 'farewell';
  if (status.closedUntil !== null && !stays) return 'out-of-hours';
  const obstacle = obstacleTo(place, status);
  if (obstacle?.name === 'no-consultation' || obstacle?.name === 'not-open') return 'closed';
  if (obstacle !== null) return obstacle.name;
  if (place.name === 'desk' && status.session?.mode !== 'assisted') return 'open-session';
  return place.name;
}
