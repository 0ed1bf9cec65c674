/** A week's opening hours as staff write them: a line a day, such as `9:00-12:00, 13:00-18:00`. */
import type { OpenSpan } from '../../common/domain/opening-hours.ts';

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** By day, Monday first. */
export type WrittenHours = readonly string[];
export const ALWAYS_OPEN: WrittenHours = DAYS.map(() => '');

const SPANS_A_DAY = 2;
const SPAN = /^(\d{1,2})[:.h](\d{2})\s*[-–—]\s*(\d{1,2})[:.h](\d{2})$/;

const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

export const writtenHours = (hours: readonly OpenSpan[]): WrittenHours =>
  DAYS.map((day) =>
    hours
      .filter((span) => span.day === day)
      .sort((a, b) => a.from - b.from)
      .map(({ from, to }) => `${clock(from)}-${clock(to)}`)
      .join(', '),
  );

/** Null for a line that is none. */
function spansOf(line: string, day: number): OpenSpan[] | null {
  const spans: OpenSpan[] = [];
  for (const part of line.split(/[,;،]/).map((text) => text.trim())) {
    if (part === '') continue;
    const [, ...digits] = SPAN.exec(part) ?? [];
    const [fromHour = 99, fromMinute = 0, toHour = 0, toMinute = 0] = digits.map(Number);
    if (fromMinute > 59 || toMinute > 59) return null;
    const span = { day, from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
    if (span.from < (spans.at(-1)?.to ?? 0) || span.from >= span.to || span.to > 1_440) return null;
    spans.push(span);
  }
  return spans.length > SPANS_A_DAY ? null : spans;
}

export const isDayWritten = (line: string): boolean => spansOf(line, 1) !== null;

/** Lines that are none are left out: the form keeps them from being saved. */
export const hoursOf = (written: WrittenHours): OpenSpan[] =>
  DAYS.flatMap((day, index) => spansOf(written[index] ?? '', day) ?? []);
