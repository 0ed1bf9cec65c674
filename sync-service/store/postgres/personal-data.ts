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
  type SealedBody,
  type SealedIn,
  type SealedRecord,
  withLines,
} from '../personal-data.ts';
import type { Postgres } from './database.ts';

const BODIES: { readonly [T in SealedIn]: string } = {
  records: `SELECT ordinal AS place, body, false AS waiting FROM records
    WHERE ${HAS_SEAL} AND body IS NOT NULL AND coalesce(resealed_at, 0) < $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3`,
  quarantine: `SELECT id AS place, convert_from(body, 'UTF8') AS body, decided_at IS NULL AS waiting FROM quarantine
    WHERE ${HAS_SEAL} AND octet_length(body) > 0 AND coalesce(resealed_at, 0) < $1 AND id > $2 ORDER BY id LIMIT $3`,
};
const PUT: { readonly [T in SealedIn]: string } = {
  records: 'UPDATE records SET body = $1, resealed_at = $2 WHERE ordinal = $3 AND body = $4 RETURNING id',
  quarantine: `UPDATE quarantine SET body = convert_to($1, 'UTF8'), resealed_at = $2
    WHERE id = $3 AND body = convert_to($4, 'UTF8') AND decided_at IS NOT NULL RETURNING record_id AS id`,
};
const HELD = `SELECT kind, participant_id AS "participantId", device_id AS "deviceId", devices.name AS kiosk, devices.place,
    received_at AS "receivedAt", rule, decision, header, substr(body, 1, ${HELD_BODY_MAX}) AS body
  FROM quarantine AS q JOIN devices ON devices.id = device_id
  WHERE ${heldOf('$1', "position(convert_to($2, 'UTF8') IN body) > 0")} ORDER BY q.id`;
type HeldRow = Omit<HeldOfPerson, 'lines'> & { readonly header: Buffer; readonly body: Buffer };
const COPIES = ['contacts', 'statistics'] as const;

export function personalDataStore(db: Postgres): PersonalDataStore {
  const keys = () =>
    db.rows<PersonalDataKey>(
      `SELECT recipient, added_at AS "addedAt", retired_at AS "retiredAt" FROM personal_data_keys
       ORDER BY added_at, recipient`,
    );
  /** Kiosks that are connected come for the keys, as they do for their settings. */
  const change = (at: number, text: string, ...values: readonly unknown[]): Promise<boolean> =>
    db.transaction(async () => {
      if ((await db.run(text, ...values)) === 0) return false;
      await db.run('UPDATE devices SET configured_at = $1 WHERE revoked_at IS NULL', at);
      return true;
    });
  return {
    recipients: async () =>
      (await keys()).flatMap(({ recipient, retiredAt }) => (retiredAt === null ? recipient : [])),
    keys,
    addRecipient: ({ recipient, at }) =>
      change(
        at,
        `INSERT INTO personal_data_keys AS known (recipient, added_at) VALUES ($1, $2)
         ON CONFLICT (recipient) DO UPDATE SET retired_at = NULL, added_at = excluded.added_at WHERE known.retired_at IS NOT NULL`,
        recipient,
        at,
      ),
    retireRecipient: ({ recipient, at }) =>
      change(
        at,
        'UPDATE personal_data_keys SET retired_at = $1 WHERE recipient = $2 AND retired_at IS NULL',
        at,
        recipient,
      ),
    countSealed: async () =>
      (await db.one<{ found: number }>(`SELECT count(*) AS found FROM records WHERE ${SEALED_WORDS}`))
        ?.found ?? 0,
    sealed: async ({ after, limit }) =>
      (
        await db.rows<InLines<SealedRecord>>(
          `SELECT records.ordinal, records.id, kind, devices.name AS kiosk, devices.place,
             received_at AS "receivedAt", header, body
           FROM records JOIN chains USING (chain_id) JOIN devices ON devices.id = device_id
           WHERE ${SEALED_WORDS} AND records.ordinal > $1
           ORDER BY records.ordinal LIMIT $2`,
          after,
          limit,
        )
      ).map(withLines),
    bodies: ({ table, before, after, limit }) => db.rows<SealedBody>(BODIES[table], before, after, limit),
    reseal: ({ table, at, bodies }) =>
      db.transaction(async () => {
        let changed = 0;
        for (const { place, was, body, seals } of bodies) {
          const put = await db.one<{ id: string | null }>(PUT[table], body, at, place, was);
          if (put === null) continue;
          for (const copy of COPIES)
            await db.run(
              `UPDATE ${copy} SET sealed = $1 WHERE record_id = $2 AND sealed = $3`,
              seals[1],
              put.id,
              seals[0],
            );
          changed += 1;
        }
        return changed;
      }),
    ofPerson: async (participantId) =>
      (await db.rows<InLines<PersonRecord>>(ofPerson('$1'), participantId)).map(withLines),
    heldOfPerson: async ({ participantId, codeDigest }) =>
      (await db.rows<HeldRow>(HELD, participantId, codeDigest)).map(({ header, body, ...row }) => ({
        ...row,
        lines: { header: header.toString('utf8'), body: body.toString('utf8') },
      })),
  };
}
