/** When visitors may use a kiosk without a facilitator, by the calendar and the clock of the place where it stands. */

/** `day` by ISO 8601: Monday is 1. Minutes since midnight; `from` is in, `to` is out. */
export type OpenSpan = { readonly day: number; readonly from: number; readonly to: number };

export const MINUTES_A_DAY = 1_440;
/** Twice a day, for who closes at noon. */
export const SPANS_MAX = 14;

export type Opening = {
  readonly open: boolean;
  /** When it next opens, in milliseconds since 1970; null while it is open. */
  readonly opensAt: number | null;
};

const isoDay = (date: Date): number => date.getDay() || 7;

/** `now` in milliseconds since 1970; the zone is that of the machine. Null for hours that never open. */
export function openingAt(hours: readonly OpenSpan[], now: number): Opening | null {
  const today = new Date(now);
  const minute = today.getHours() * 60 + today.getMinutes();
  const on = (day: number): OpenSpan[] =>
    hours.filter((span) => span.day === day).sort((a, b) => a.from - b.from);
  if (on(isoDay(today)).some(({ from, to }) => from <= minute && minute < to))
    return { open: true, opensAt: null };
  // The same day of next week may be the only one.
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() + ahead);
    const next = on(isoDay(date)).find(({ from }) => ahead > 0 || from > minute);
    if (next !== undefined) return { open: false, opensAt: date.setHours(0, next.from) };
  }
  return null;
}
