/** Published ideas as the city's own participation platform imports them: which platforms, and what does not fit theirs. */
import { characterCount } from './text.ts';

export const PLATFORMS = ['go-vocal', 'decidim'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What a file for a platform shortens or leaves out, each told with its number. */
export const EXPORT_NOTES = [
  'titles-shortened',
  'signs-neutralised',
  'unpublished-left-out',
  'merged-left-out',
  'imported-left-out',
  'comments-left-out',
  'supports-left-out',
  'kiosk-left-out', // of a file that was taken at a kiosk
] as const;
export type ExportNote = (typeof EXPORT_NOTES)[number];
export type NotedExport = { readonly note: ExportNote; readonly count: number };

/** Of Go Vocal's importer, which refuses more. */
export const GO_VOCAL_TITLE_MAX = 80;
export const GO_VOCAL_ROWS_MAX = 5_000;

/** At a space where there is one in the second half; the last character tells that something is missing. */
export function shortened(text: string, most: number): string {
  if (characterCount(text) <= most) return text;
  const kept = [...text].slice(0, most - 1).join('');
  const space = kept.lastIndexOf(' ');
  return `${(space > kept.length / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
}
