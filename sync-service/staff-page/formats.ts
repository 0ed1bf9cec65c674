/** Dates, numbers and spans of time in the language of the page and the zone of its reader. */

/** The reader's own variant of the page's language, such as `en-GB` or `fr-BE`, where the browser names one. */
const regional = (language: string): string =>
  navigator.languages.find((wanted) => wanted.split('-')[0] === language) ?? language;

const MINUTE = 60_000;
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 1_440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
];

const LENGTHS = [
  ['year', 365 * 1_440 * MINUTE],
  ['day', 1_440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;
const SIZES = [
  ['terabyte', 1e12],
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
] as const;

const measure = (value: number, unit: string, language: string, options: Intl.NumberFormatOptions = {}) =>
  new Intl.NumberFormat(regional(language), { style: 'unit', unit, ...options }).format(value);

/** Such as "3 hours", without a direction. */
export function span(milliseconds: number, language: string): string {
  const length = Math.abs(milliseconds);
  const [unit, size] = LENGTHS.find(([, one]) => length >= one) ?? ['second', 1_000];
  return measure(Math.round(length / size), unit, language, { unitDisplay: 'long' });
}

/** Such as "12.4 GB". */
export function byteSize(bytes: number, language: string): string {
  const [unit, size] = SIZES.find(([, one]) => bytes >= one) ?? ['kilobyte', 1_000];
  return measure(bytes / size, unit, language, { maximumFractionDigits: 1 });
}

/** Such as "5 minutes ago", "now" within the minute. */
export function ago({ at, now, language }: { at: number; now: number; language: string }): string {
  const format = new Intl.RelativeTimeFormat(regional(language), { numeric: 'auto' });
  for (const [unit, length] of STEPS) {
    const steps = Math.floor((now - at) / length);
    if (steps >= 1) return format.format(-steps, unit);
  }
  return format.format(0, 'second');
}

export const longDate = (at: number, language: string): string =>
  new Intl.DateTimeFormat(regional(language), { dateStyle: 'long' }).format(at);

export const mediumDate = (at: number, language: string): string =>
  new Intl.DateTimeFormat(regional(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(at);

export const shortTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(regional(language), { timeStyle: 'short' }).format(at);

export const fullTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(regional(language), { timeStyle: 'medium' }).format(at);

export const dateAndTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(regional(language), { dateStyle: 'medium', timeStyle: 'short' }).format(at);

export const exactTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(regional(language), { dateStyle: 'medium', timeStyle: 'medium' }).format(at);

export const number = (value: number, language: string): string =>
  new Intl.NumberFormat(regional(language)).format(value);

/** Such as "18:02 – 20:10". */
export const timeSpan = (from: number, to: number, language: string): string =>
  new Intl.DateTimeFormat(regional(language), { timeStyle: 'short' }).formatRange(from, to);

/** Monday is 1, as in ISO 8601; 1 January 2024 was one. */
export const weekdayName = (day: number, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
