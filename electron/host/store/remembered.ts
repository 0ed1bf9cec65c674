/** Reads that the desk repeats at every touch, kept until what they tell of is written. */
import type { Sqlite } from '../../../platform/sqlite.ts';

export type Remembered<T> = {
  read(): T;
  /** What is read has been written, or may have been. */
  forget(): void;
};

/** What is forgotten inside a transaction is read anew until that has ended, and not kept: it may all be undone yet. */
export function remembered<T>(db: Sqlite, read: () => T): Remembered<T> {
  let known: { readonly value: T } | null = null;
  let undoable = false;
  return {
    read() {
      if (known !== null) return known.value;
      const value = read();
      undoable &&= db.inTransaction;
      if (!undoable) known = { value };
      return value;
    },
    forget() {
      known = null;
      undoable = db.inTransaction;
    },
  };
}
