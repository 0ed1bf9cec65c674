/** Cursors of staff lists: the ordinal of a page's last row, as text. */

/** A cursor that is none begins anew. */
export const ordinalOf = (cursor: string | undefined): number | null =>
  cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;

/** One row more than asked for was read, to know whether there are any. */
export function pageOf<T>(
  rows: readonly T[],
  { limit, ordinal }: { readonly limit: number; readonly ordinal: (row: T) => number },
): { readonly items: T[]; readonly next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? String(ordinal(last)) : null };
}
