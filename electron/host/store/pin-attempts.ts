/** How many wrong PINs were given in a row. */
import type { Sqlite } from '../../../platform/sqlite.ts';

export type PinAttemptStore = ReturnType<typeof pinAttemptStore>;

export function pinAttemptStore(db: Sqlite) {
  const wrong = db.prepare<[], number>('SELECT wrong FROM pin_attempts').pluck();
  const set = db.prepare('UPDATE pin_attempts SET wrong = ?');
  return {
    wrong: (): number => wrong.get() ?? 0,
    setWrong: (count: number): void => {
      set.run(count);
    },
  };
}
