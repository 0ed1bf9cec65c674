/** Rows in the order of their ordinal, a page at a time. */
import { setImmediate } from 'node:timers/promises';

export async function* pagesOf<T extends { readonly ordinal: number }>({
  limit,
  read,
}: {
  readonly limit: number;
  /** The next `limit` rows after an ordinal. */
  readonly read: (after: number) => Promise<readonly T[]>;
}): AsyncGenerator<readonly T[]> {
  for (let after = 0; ; ) {
    const page = await read(after);
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    after = last.ordinal;
    // Kiosks are answered between two pages.
    await setImmediate();
  }
}
