import {
  type ConsultationDocument,
  type EventDocument,
  feedDocuments,
} from '../../../common/contract/feed.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { ALWAYS, byEvent, type CityDocument, type CityStore, FIRST, scopeOf } from '../city.ts';
import { nothingTouched } from '../published.ts';
import type { AuditEntry } from '../staff.ts';
import { auditLog } from './audit-log.ts';
import { publication } from './publication.ts';
import { hasWords, inAllLanguages } from './search.ts';
import { waiting } from './waiting.ts';

export function cityStore(db: Sqlite): CityStore {
  const documents = publication(db);
  const waits = waiting(db);
  const put = db.prepare(
    `INSERT INTO documents (kind, id, consultation_id, document) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET consultation_id = excluded.consultation_id, document = excluded.document`,
  );
  const consultation = db
    .prepare<[string], string>(`SELECT document FROM documents WHERE kind = 'consultation' AND id = ?`)
    .pluck();
  const consultations = db
    .prepare<[], string>(`SELECT document FROM documents WHERE kind = 'consultation' ORDER BY id`)
    .pluck();
  const consultationPage = db
    .prepare<[string, string, number], string>(
      `SELECT document FROM documents WHERE kind = 'consultation' AND id > ?
         AND ${hasWords(`${inAllLanguages('document', 'title')} || ' ' || ${inAllLanguages('document', 'summary')}`, '?')}
       ORDER BY id LIMIT ?`,
    )
    .pluck();
  const event = db
    .prepare<[string], string>(`SELECT document FROM documents WHERE kind = 'event' AND id = ?`)
    .pluck();
  const STARTS = `json_extract(document, '$.startsAt')`;
  const eventPage = db
    .prepare<
      [
        {
          consultationId: string | null;
          from: number;
          to: number;
          startsAt: number;
          id: string;
          words: string;
          limit: number;
        },
      ],
      string
    >(
      `SELECT document FROM documents
       WHERE kind = 'event' AND consultation_id = coalesce(@consultationId, consultation_id)
         AND ${STARTS} <= @to AND json_extract(document, '$.endsAt') >= @from
         AND (${STARTS}, id) > (@startsAt, @id)
         AND ${hasWords(`${inAllLanguages('document', 'title')} || ' ' || json_extract(document, '$.place')`, '@words')}
       ORDER BY ${STARTS}, id LIMIT @limit`,
    )
    .pluck();
  const take = db
    .prepare<[string, string], string>(
      'DELETE FROM documents WHERE kind = ? AND id = ? RETURNING consultation_id',
    )
    .pluck();
  const expect = db.prepare('INSERT INTO workshop_kiosks (event_id, device_id) VALUES (?, ?)');
  const forget = db.prepare('DELETE FROM workshop_kiosks WHERE event_id = ?');
  const expected = db.prepare<[string], { eventId: string; deviceId: string }>(
    `SELECT event_id AS eventId, device_id AS deviceId FROM workshop_kiosks
     WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY event_id, device_id`,
  );
  const log = auditLog(db);
  const read = (text: string): ConsultationDocument => JSON.parse(text) as ConsultationDocument;

  const save = db.transaction((saved: readonly CityDocument[], logged?: AuditEntry) => {
    if (logged) log(logged);
    const touched = nothingTouched();
    for (const entry of saved) {
      const document = feedDocuments[entry.kind].parse(entry.document);
      const scope = scopeOf(entry);
      const before = entry.kind === 'consultation' ? consultation.get(scope) : undefined;
      put.run(entry.kind, document.id, scope, JSON.stringify(document));
      if (entry.kind === 'proposal') touched.proposals.add(document.id);
      else documents.publish({ scope, kind: entry.kind, id: document.id }, document);
      if (entry.kind === 'event' && entry.kiosks !== undefined) {
        forget.run(document.id);
        for (const deviceId of new Set(entry.kiosks)) expect.run(document.id, deviceId);
      }
      if (entry.kind === 'consultation' && before !== undefined)
        waits.reconsider(read(before), entry.document, touched);
    }
    documents.refresh(touched);
  });

  const remove = db.transaction(
    ({ kind, id }: Parameters<CityStore['remove']>[0], logged: AuditEntry): boolean => {
      const scope = take.get(kind, id);
      if (scope === undefined) return false;
      documents.publish({ scope, kind, id }, null);
      if (kind === 'event') forget.run(id);
      log(logged);
      return true;
    },
  );

  return {
    save: async (saved, logged) => save.immediate(saved, logged),
    remove: async (place, logged) => remove.immediate(place, logged),
    async consultation(id) {
      const text = consultation.get(id);
      return text === undefined ? null : read(text);
    },
    consultations: async () => consultations.all().map(read),
    consultationPage: async ({ words, after, limit }) =>
      consultationPage.all(after, JSON.stringify(words), limit).map(read),
    async event(id) {
      const text = event.get(id);
      return text === undefined ? null : (JSON.parse(text) as EventDocument);
    },
    async eventPage({ words, consultationId, around, after, limit }) {
      const [{ from, to }, { startsAt, id }] = [around ?? ALWAYS, after ?? FIRST];
      const named = JSON.stringify(words);
      const rows = eventPage.all({ consultationId, from, to, startsAt, id, words: named, limit });
      return rows.map((text) => JSON.parse(text) as EventDocument);
    },
    expectedKiosks: async (eventIds) => byEvent(expected.all(JSON.stringify(eventIds))),
  };
}
