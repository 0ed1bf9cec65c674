/** How many wrong PINs were given in a row, and what staff are asked once it were too many. */
import type { Sqlite } from '../../../platform/sqlite.ts';

export type PinAttemptStore = ReturnType<typeof pinAttemptStore>;

export function pinAttemptStore(db: Sqlite) {
  const wrong = db.prepare<[], number>('SELECT wrong FROM pin_attempts').pluck();
  const set = db.prepare('UPDATE pin_attempts SET wrong = ?');
  const question = db.prepare<[], string | null>('SELECT question FROM pin_attempts').pluck();
  const ask = db.prepare('UPDATE pin_attempts SET question = ?');
  const forget = db.prepare('UPDATE pin_attempts SET wrong = 0, question = NULL');
  return {
    wrong: (): number => wrong.get() ?? 0,
    setWrong: (count: number): void => {
      set.run(count);
    },
    question: (): string | null => question.get() ?? null,
    ask: (digits: string): void => {
      ask.run(digits);
    },
    /** Neither wrong PINs nor a question any more. */
    forget: (): void => {
      forget.run();
    },
  };
}
