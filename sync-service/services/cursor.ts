/** Cursors of lists: where a page's last row stands in their order, as text. */
import type { z } from 'zod';

/** A cursor that is none begins anew. */
export const ordinalOf = (cursor: string | undefined): number | null =>
  cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;

export type Page<T> = { readonly items: T[]; readonly next: string | null };

/** One row more than asked for was read, to know whether there are any. */
export const pageOf = <T>(
  rows: readonly T[],
  { limit, ordinal }: { readonly limit: number; readonly ordinal: (row: T) => number },
): Page<T> => pageAfter(rows, { limit, cursor: (row) => String(ordinal(row)) });

/** The same of an order that is not by ordinals. */
export function pageAfter<T>(
  rows: readonly T[],
  { limit, cursor }: { readonly limit: number; readonly cursor: (last: T) => string },
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursor(last) : null };
}

/** A place in an order of several columns, as text. */
export const cursorOf = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A cursor that is none, or of another list, begins anew. */
export function placeOf<T>(cursor: string | undefined, place: z.ZodType<T>): T | null {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
