import type { Sqlite } from '../../../platform/sqlite.ts';
import {
  HAS_SEAL,
  HELD_BODY_MAX,
  type HeldOfPerson,
  heldOf,
  type InLines,
  ofPerson,
  type PersonalDataKey,
  type PersonalDataStore,
  type PersonRecord,
  SEALED_WORDS,
  type SealedIn,
  type SealedRecord,
  withLines,
} from '../personal-data.ts';

type BodyRow = { readonly place: number; readonly body: string; readonly waiting: 0 | 1 };
type Put = { readonly place: number; readonly was: string; readonly body: string; readonly at: number };

export function personalDataStore(db: Sqlite): PersonalDataStore {
  const keys = db.prepare<[], PersonalDataKey>(
    `SELECT recipient, added_at AS addedAt, retired_at AS retiredAt FROM personal_data_keys
     ORDER BY added_at, recipient`,
  );
  const add = db.prepare(
    `INSERT INTO personal_data_keys (recipient, added_at) VALUES (?, ?)
     ON CONFLICT (recipient) DO UPDATE SET retired_at = NULL, added_at = excluded.added_at WHERE retired_at IS NOT NULL`,
  );
  const retire = db.prepare(
    'UPDATE personal_data_keys SET retired_at = @at WHERE recipient = @recipient AND retired_at IS NULL',
  );
  const callKiosks = db.prepare('UPDATE devices SET configured_at = ? WHERE revoked_at IS NULL');
  const sealed = db.prepare<[number, number], InLines<SealedRecord>>(
    `SELECT records.ordinal, records.id, kind, devices.name AS kiosk, devices.place, received_at AS receivedAt, header, body
     FROM records JOIN chains USING (chain_id) JOIN devices ON devices.id = device_id
     WHERE ${SEALED_WORDS} AND records.ordinal > ?
     ORDER BY records.ordinal LIMIT ?`,
  );
  const count = db.prepare<[], number>(`SELECT count(*) FROM records WHERE ${SEALED_WORDS}`).pluck();
  const person = db.prepare<[{ person: string }], InLines<PersonRecord>>(ofPerson('@person'));
  const held = db.prepare<[{ person: string | null; digest: string }], InLines<HeldOfPerson>>(
    `SELECT kind, participant_id AS participantId, device_id AS deviceId, devices.name AS kiosk, devices.place,
       received_at AS receivedAt, rule, decision, header, substr(body, 1, ${HELD_BODY_MAX}) AS body
     FROM quarantine AS q JOIN devices ON devices.id = device_id
     WHERE ${heldOf('@person', 'instr(body, @digest) > 0')} ORDER BY q.id`,
  );
  const bodies: {
    readonly [T in SealedIn]: ReturnType<typeof db.prepare<[number, number, number], BodyRow>>;
  } = {
    records: db.prepare(
      `SELECT ordinal AS place, body, 0 AS waiting FROM records
       WHERE ${HAS_SEAL} AND body IS NOT NULL AND coalesce(resealed_at, 0) < ? AND ordinal > ? ORDER BY ordinal LIMIT ?`,
    ),
    quarantine: db.prepare(
      `SELECT id AS place, body, decided_at IS NULL AS waiting FROM quarantine
       WHERE ${HAS_SEAL} AND body <> '' AND coalesce(resealed_at, 0) < ? AND id > ? ORDER BY id LIMIT ?`,
    ),
  };
  const put = (table: SealedIn, place: string, id: string, condition = '') =>
    db
      .prepare<[Put], string>(
        `UPDATE ${table} SET body = @body, resealed_at = @at
         WHERE ${place} = @place AND body = @was ${condition} RETURNING ${id}`,
      )
      .pluck();
  const puts = {
    records: put('records', 'ordinal', 'id'),
    quarantine: put('quarantine', 'id', 'record_id', 'AND decided_at IS NOT NULL'),
  };
  const copies = ['contacts', 'statistics'].map((table) =>
    db.prepare(`UPDATE ${table} SET sealed = ? WHERE record_id = ? AND sealed = ?`),
  );

  const change = (changed: boolean, at: number): boolean => {
    if (changed) callKiosks.run(at);
    return changed;
  };
  const addRecipient = db.transaction((added: { recipient: string; at: number }): boolean =>
    change(add.run(added.recipient, added.at).changes === 1, added.at),
  );
  const retireRecipient = db.transaction((retired: { recipient: string; at: number }): boolean =>
    change(retire.run(retired).changes === 1, retired.at),
  );
  const reseal = db.transaction(
    ({ table, at, bodies: all }: Parameters<PersonalDataStore['reseal']>[0]): number => {
      let changed = 0;
      for (const { place, was, body, seals } of all) {
        const id = puts[table].get({ place, was, body, at });
        if (id === undefined) continue;
        for (const copy of copies) copy.run(seals[1], id, seals[0]);
        changed += 1;
      }
      return changed;
    },
  );

  return {
    recipients: async () =>
      keys.all().flatMap(({ recipient, retiredAt }) => (retiredAt === null ? recipient : [])),
    keys: async () => keys.all(),
    addRecipient: async (added) => addRecipient.immediate(added),
    retireRecipient: async (retired) => retireRecipient.immediate(retired),
    countSealed: async () => count.get() ?? 0,
    sealed: async ({ after, limit }) => sealed.all(after, limit).map(withLines),
    bodies: async ({ table, before, after, limit }) =>
      bodies[table].all(before, after, limit).map((row) => ({ ...row, waiting: row.waiting === 1 })),
    async reseal(request) {
      const changed = reseal.immediate(request);
      // What the old key opens shall not lie in the log until that is full.
      if (changed > 0 && !db.inTransaction) db.pragma('wal_checkpoint(TRUNCATE)');
      return changed;
    },
    ofPerson: async (participantId) => person.all({ person: participantId }).map(withLines),
    heldOfPerson: async ({ participantId, codeDigest }) =>
      held.all({ person: participantId, digest: codeDigest }).map(withLines),
  };
}
