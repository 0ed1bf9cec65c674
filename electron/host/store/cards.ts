/** Who was set aside in the open workshop, by the number of their card. */
import type { Sqlite } from '../../../platform/sqlite.ts';

export type CardStore = ReturnType<typeof cardStore>;

export function cardStore(db: Sqlite, { deskChanged }: { deskChanged: () => void }) {
  const give = db
    .prepare<[string], number>(
      `INSERT INTO card (number, participant_id)
       SELECT min(number) + 1, ? FROM (SELECT 0 AS number UNION SELECT number FROM card)
       WHERE number + 1 NOT IN (SELECT number FROM card) RETURNING number`,
    )
    .pluck();
  const all = db.prepare<[], { card: number; participantId: string }>(
    'SELECT number AS card, participant_id AS participantId FROM card ORDER BY number',
  );
  const take = db
    .prepare<[number], string>('DELETE FROM card WHERE number = ? RETURNING participant_id')
    .pluck();

  return {
    /** The lowest number that nobody holds. */
    give(participantId: string): number {
      deskChanged();
      const number = give.get(participantId);
      if (number === undefined) throw new Error('there is always a free number');
      return number;
    },
    all: () => all.all(),
    /** Whose it was; null for a number that nobody holds. */
    take(card: number): string | null {
      deskChanged();
      return take.get(card) ?? null;
    },
  };
}
