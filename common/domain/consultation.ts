/** When a consultation takes contributions. */

/** Both bounds in milliseconds since 1970; `opensAt` is in, `closesAt` is out. */
export type Period = { readonly opensAt: number; readonly closesAt: number };

export type PeriodState = 'not-yet-open' | 'open' | 'closed';

export function periodState({ opensAt, closesAt }: Period, now: number): PeriodState {
  if (now < opensAt) return 'not-yet-open';
  return now < closesAt ? 'open' : 'closed';
}
