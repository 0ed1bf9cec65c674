/** Rows in the order of a cursor, a page at a time. */
import { setImmediate } from 'node:timers/promises';

export async function* pagesOf<T, C>({
  limit,
  read,
  cursorOf,
}: {
  readonly limit: number;
  /** The next `limit` rows after a cursor; the first ones after null. */
  readonly read: (after: C | null) => Promise<readonly T[]>;
  readonly cursorOf: (row: T) => C;
}): AsyncGenerator<readonly T[]> {
  for (let after: C | null = null; ; ) {
    const page: readonly T[] = await read(after);
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    after = cursorOf(last);
    // Kiosks are answered between two pages.
    await setImmediate();
  }
}
