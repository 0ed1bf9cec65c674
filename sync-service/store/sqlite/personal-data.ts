import type { Sqlite } from '../../../platform/sqlite.ts';
import {
  type InLines,
  ofPerson,
  type PersonalDataStore,
  type PersonRecord,
  SEALED_WORDS,
  type SealedRecord,
  withLines,
} from '../personal-data.ts';

export function personalDataStore(db: Sqlite): PersonalDataStore {
  const recipients = db
    .prepare<[], string>('SELECT recipient FROM personal_data_keys ORDER BY added_at, recipient')
    .pluck();
  const add = db.prepare(
    'INSERT INTO personal_data_keys (recipient, added_at) VALUES (?, ?) ON CONFLICT (recipient) DO NOTHING',
  );
  const sealed = db.prepare<[number, number], InLines<SealedRecord>>(
    `SELECT records.ordinal, records.id, kind, devices.name AS kiosk, devices.place, received_at AS receivedAt, header, body
     FROM records JOIN chains USING (chain_id) JOIN devices ON devices.id = device_id
     WHERE ${SEALED_WORDS} AND records.ordinal > ?
     ORDER BY records.ordinal LIMIT ?`,
  );
  const count = db.prepare<[], number>(`SELECT count(*) FROM records WHERE ${SEALED_WORDS}`).pluck();
  const person = db.prepare<[{ person: string }], InLines<PersonRecord>>(ofPerson('@person'));
  return {
    recipients: async () => recipients.all(),
    addRecipient: async ({ recipient, at }) => add.run(recipient, at).changes === 1,
    countSealed: async () => count.get() ?? 0,
    sealed: async ({ after, limit }) => sealed.all(after, limit).map(withLines),
    ofPerson: async (participantId) => person.all({ person: participantId }).map(withLines),
  };
}
