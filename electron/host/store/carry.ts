/** The kiosk's own key for files, and how far it has believed the service's. */
import type { SealKeys } from '../../../platform/sealed-file.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';

export type CarryKeys = SealKeys & { readonly requestId: string };

export type CarryStore = ReturnType<typeof carryStore>;

export function carryStore(db: Sqlite) {
  const keys = db.prepare<[], CarryKeys>('SELECT identity, recipient, request_id AS requestId FROM carry');
  const add = db.prepare(
    'INSERT INTO carry (one, identity, recipient, request_id) VALUES (1, ?, ?, ?) ON CONFLICT (one) DO NOTHING',
  );
  const lastReturn = db.prepare<[], number | null>('SELECT last_return_at FROM carry').pluck();
  const setLastReturn = db.prepare('UPDATE carry SET last_return_at = max(coalesce(last_return_at, 0), ?)');
  return {
    keys: (): CarryKeys | null => keys.get() ?? null,
    /** The first ones stay. */
    saveKeys: ({ identity, recipient, requestId }: CarryKeys): void => {
      add.run(identity, recipient, requestId);
    },
    lastReturnAt: (): number | null => lastReturn.get() ?? null,
    saveLastReturnAt: (at: number): void => {
      setLastReturn.run(at);
    },
  };
}
