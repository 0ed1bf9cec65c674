/** Dates, numbers and spans of time in the language of the screen. */

const MINUTE = 60_000;
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 1_440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
];

/** Such as "5 minutes ago", "now" within the minute. */
export function ago({ at, now, language }: { at: number; now: number; language: string }): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, length] of STEPS) {
    const steps = Math.floor((now - at) / length);
    if (steps >= 1) return format.format(-steps, unit);
  }
  return format.format(0, 'second');
}

export const longDate = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(at);

export const shortDate = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);

/** Such as "Monday 23 November, 18:00 – 20:00", both dates when it ends on another day. */
export const dateSpan = (from: number, to: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).formatRange(from, to);

export const dayNumber = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric' }).format(at);

export const monthName = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { month: 'short' }).format(at);

export const number = (value: number, language: string): string =>
  new Intl.NumberFormat(language).format(value);
