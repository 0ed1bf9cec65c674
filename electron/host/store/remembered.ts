/** Reads that the desk repeats at every touch, kept until what they tell of is written. */
import type { Sqlite } from '../../../platform/sqlite.ts';

export type Remembered<T> = {
  read(): T;
  /** What is read has been written, or may have been. */
  forget(): void;
};

/** Inside a transaction it is read anew each time, and not kept: that may all be undone yet. */
export function remembered<T>(db: Sqlite, read: () => T): Remembered<T> {
  let known: { readonly value: T } | null = null;
  return {
    read() {
      if (db.inTransaction) return read();
      known ??= { value: read() };
      return known.value;
    },
    forget() {
      known = null;
    },
  };
}
