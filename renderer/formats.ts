/** Dates, numbers and spans of time in the language of the screen. */

const MINUTE = 60_000;
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 1_440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
];

const LENGTHS: readonly (readonly [string, number])[] = [
  ['year', 365 * 1_440 * MINUTE],
  ['day', 1_440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
  ['second', 1_000],
];
const SIZES: readonly (readonly [string, number])[] = [
  ['terabyte', 1e12],
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
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

/** Such as "Monday 23 November at 09:00". */
export const dayAndTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
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

/** Such as "3 hours", without a direction. */
export function span(milliseconds: number, language: string): string {
  const length = Math.abs(milliseconds);
  const [unit, size] = LENGTHS.find(([, size]) => length >= size) ??
    LENGTHS[LENGTHS.length - 1] ?? ['second', 1_000];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.round(length / size),
  );
}

/** Such as "12.4 GB". */
export function byteSize(bytes: number, language: string): string {
  const [unit, size] = SIZES.find(([, size]) => bytes >= size) ?? ['kilobyte', 1_000];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / size,
  );
}

export const dateAndTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(at);
