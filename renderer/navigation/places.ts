/**
 * Where the person in front of the screen wants to be, and what is shown instead until the way is free: a
 * place that needs a participant leads over the PIN, the desk and the welcome, and then arrives by itself.
 */
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import type { TargetKind } from '../../common/domain/records.ts';

export type Target = { readonly id: string; readonly kind: TargetKind };
export type BrowseTab = 'ideas' | 'proposals' | 'agenda';
/** What a list of ideas was narrowed to, kept in the way so that "back" finds the same list. */
export type IdeaSearch = { readonly typed: string; readonly topicId: string };
export type PostedKind = 'idea' | 'comment' | 'support';

export type Place =
  | { readonly name: 'home' }
  | { readonly name: 'desk' }
  | { readonly name: 'operations' }
  | { readonly name: 'forms' }
  | { readonly name: 'session-summary'; readonly sessionId: string; readonly workshopId: string | null }
  | { readonly name: 'take-along'; readonly sessionId: string }
  | { readonly name: 'participant' }
  | { readonly name: 'refused' }
  | { readonly name: 'write-idea' }
  | { readonly name: 'choose-target'; readonly search?: IdeaSearch }
  | { readonly name: 'write-comment'; readonly target: Target }
  | { readonly name: 'posted'; readonly kind: PostedKind; readonly code: string | null }
  | { readonly name: 'card'; readonly card: number }
  | { readonly name: 'farewell' }
  | { readonly name: 'browse'; readonly tab: BrowseTab; readonly search?: IdeaSearch }
  | { readonly name: 'target'; readonly target: Target; readonly helped: boolean }
  | { readonly name: 'receipt' };

/** What stands in the way of a place, in the order in which it is cleared. */
export type Obstacle =
  | { readonly name: 'no-consultation' }
  | { readonly name: 'not-open' }
  | { readonly name: 'unlock' }
  | { readonly name: 'open-session' }
  | { readonly name: 'welcome' };

type Need = 'nothing' | 'facilitator' | 'workshop' | 'participant' | 'open-consultation';

function needOf(place: Place): Need {
  switch (place.name) {
    case 'desk':
    case 'operations':
    case 'session-summary':
    case 'take-along':
      return 'facilitator';
    case 'forms':
      return 'workshop';
    case 'participant':
    case 'posted':
      return 'participant';
    case 'write-idea':
    case 'choose-target':
    case 'write-comment':
      return 'open-consultation';
    case 'target':
      return place.helped ? 'open-consultation' : 'nothing';
    default:
      return 'nothing';
  }
}

/** Whether whoever stands here takes part without a facilitator. */
export const helpsThemselves = ({ selfService, facilitator, session }: KioskStatus): boolean =>
  selfService !== null && facilitator === null && (session?.mode ?? 'self-service') === 'self-service';

/** Whether somebody who comes with a slip can contribute at once: helped in a workshop, or by themselves. */
export const mayGoOn = (status: KioskStatus): boolean =>
  obstacleTo({ name: 'write-idea' }, status)?.name === 'welcome';

export function obstacleTo(place: Place, status: KioskStatus): Obstacle | null {
  const need = needOf(place);
  if (need === 'nothing') return null;
  if (need === 'open-consultation' || need === 'workshop') {
    if (status.consultation === null) return { name: 'no-consultation' };
    if (status.consultation.state !== 'open') return { name: 'not-open' };
  }
  if (need !== 'facilitator' && need !== 'workshop' && helpsThemselves(status))
    return status.participant === null ? { name: 'welcome' } : null;
  if (status.facilitator === null) return { name: 'unlock' };
  if (need === 'facilitator') return null;
  // A visitor who began alone may be helped; the next person needs a workshop.
  if (status.session === null || (status.session.mode === 'self-service' && status.participant === null))
    return { name: 'open-session' };
  if (need === 'workshop') return status.session.mode === 'assisted' ? null : { name: 'open-session' };
  return status.participant === null ? { name: 'welcome' } : null;
}

/** The places gone through, the present one last; never empty. */
export type Trail = readonly [Place, ...Place[]];

export type Step =
  | { readonly type: 'go'; readonly to: Place }
  /** Takes the place of the present one, so that "back" does not return to it. */
  | { readonly type: 'replace'; readonly to: Place }
  | { readonly type: 'back' }
  | { readonly type: 'home' }
  /** Forgets the way: nothing of the person before can be reached by "back". */
  | { readonly type: 'restart'; readonly at: Place };

export const HOME: Trail = [{ name: 'home' }];

export const present = (trail: Trail): Place => trail[trail.length - 1] ?? trail[0];

export function walk(trail: Trail, step: Step): Trail {
  switch (step.type) {
    case 'go':
      return step.to.name === 'home' ? HOME : [...trail, step.to];
    case 'replace': {
      const [first, ...rest] = trail.slice(0, -1);
      return first === undefined ? [step.to] : [first, ...rest, step.to];
    }
    case 'back': {
      const [first, ...rest] = trail.slice(0, -1);
      return first === undefined ? HOME : [first, ...rest];
    }
    case 'home':
      return HOME;
    case 'restart':
      return step.at.name === 'home' ? HOME : [{ name: 'home' }, step.at];
  }
}
