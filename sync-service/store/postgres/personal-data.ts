import {
  type InLines,
  ofPerson,
  type PersonalDataStore,
  type PersonRecord,
  SEALED_WORDS,
  type SealedRecord,
  withLines,
} from '../personal-data.ts';
import type { Postgres } from './database.ts';

export const personalDataStore = (db: Postgres): PersonalDataStore => ({
  recipients: async () =>
    (
      await db.rows<{ recipient: string }>(
        'SELECT recipient FROM personal_data_keys ORDER BY added_at, recipient',
      )
    ).map(({ recipient }) => recipient),
  addRecipient: async ({ recipient, at }) =>
    (await db.run(
      `INSERT INTO personal_data_keys (recipient, added_at) VALUES ($1, $2)
       ON CONFLICT (recipient) DO NOTHING`,
      recipient,
      at,
    )) === 1,
  countSealed: async () =>
    (await db.one<{ found: number }>(`SELECT count(*) AS found FROM records WHERE ${SEALED_WORDS}`))?.found ??
    0,
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
  ofPerson: async (participantId) =>
    (await db.rows<InLines<PersonRecord>>(ofPerson('$1'), participantId)).map(withLines),
});
