/** When a consultation takes contributions, and which. */

/** Both bounds in milliseconds since 1970; `opensAt` is in, `closesAt` is out. */
export type Period = { readonly opensAt: number; readonly closesAt: number };

/** What people may do in a consultation. */
export const ACTIONS = ['idea', 'comment', 'support'] as const;
export type Action = (typeof ACTIONS)[number];

/** All of it where the consultation names none. */
export const allows = (
  { actions }: { readonly actions?: readonly Action[] | undefined },
  action: Action,
): boolean => actions === undefined || actions.includes(action);

const ACTION_OF: { readonly [kind: string]: Action } = {
  idea: 'idea',
  'idea.sealed': 'idea',
  comment: 'comment',
  'comment.sealed': 'comment',
  support: 'support',
};
/** Which action a record of this kind is; null for what people may always do, such as taking something back. */
export const actionOf = (kind: string): Action | null => ACTION_OF[kind] ?? null;

export type PeriodState = 'not-yet-open' | 'open' | 'closed';

export function periodState({ opensAt, closesAt }: Period, now: number): PeriodState {
  if (now < opensAt) return 'not-yet-open';
  return now < closesAt ? 'open' : 'closed';
}
