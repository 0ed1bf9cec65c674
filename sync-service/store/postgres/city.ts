import {
  type ConsultationDocument,
  type EventDocument,
  feedDocuments,
} from '../../../common/contract/feed.ts';
import { ALWAYS, byEvent, type CityStore, FIRST, scopeOf } from '../city.ts';
import { nothingTouched } from '../published.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';
import { publication } from './publication.ts';
import { hasWords, inAllLanguages } from './search.ts';
import { waiting } from './waiting.ts';

const STARTS = "(document::json ->> 'startsAt')::bigint";

export function cityStore(db: Postgres): CityStore {
  const documents = publication(db);
  const waits = waiting(db);
  const log = auditLog(db);
  const read = async <T>(sql: string, ...values: unknown[]): Promise<T[]> =>
    (await db.rows<{ document: string }>(sql, ...values)).map(({ document }) => JSON.parse(document) as T);

  const consultation = async (id: string): Promise<ConsultationDocument | null> => {
    const [found] = await read<ConsultationDocument>(
      "SELECT document FROM documents WHERE kind = 'consultation' AND id = $1",
      id,
    );
    return found ?? null;
  };

  return {
    save: (saved, logged) =>
      db.transaction(async () => {
        if (logged) await log(logged);
        const touched = nothingTouched();
        for (const entry of saved) {
          const document = feedDocuments[entry.kind].parse(entry.document);
          const scope = scopeOf(entry);
          const before = entry.kind === 'consultation' ? await consultation(scope) : null;
          await db.run(
            `INSERT INTO documents (kind, id, consultation_id, document) VALUES ($1, $2, $3, $4)
             ON CONFLICT (kind, id) DO UPDATE SET consultation_id = excluded.consultation_id,
               document = excluded.document`,
            entry.kind,
            document.id,
            scope,
            JSON.stringify(document),
          );
          if (entry.kind === 'proposal') touched.proposals.add(document.id);
          else await documents.publish({ scope, kind: entry.kind, id: document.id }, document);
          if (entry.kind === 'event' && entry.kiosks !== undefined) {
            await db.run('DELETE FROM workshop_kiosks WHERE event_id = $1', document.id);
            await db.run(
              'INSERT INTO workshop_kiosks (event_id, device_id) SELECT DISTINCT $1::text, unnest($2::text[])',
              document.id,
              entry.kiosks,
            );
          }
          if (entry.kind === 'consultation' && before !== null)
            await waits.reconsider(before, entry.document, touched);
        }
        await documents.refresh(touched);
      }),
    remove: ({ kind, id }, logged) =>
      db.transaction(async () => {
        const taken = await db.one<{ scope: string }>(
          'DELETE FROM documents WHERE kind = $1 AND id = $2 RETURNING consultation_id AS scope',
          kind,
          id,
        );
        if (taken === null) return false;
        await documents.publish({ scope: taken.scope, kind, id }, null);
        if (kind === 'event') await db.run('DELETE FROM workshop_kiosks WHERE event_id = $1', id);
        await log(logged);
        return true;
      }),
    consultation,
    consultations: () => read("SELECT document FROM documents WHERE kind = 'consultation' ORDER BY id"),
    consultationPage: ({ words, after, limit }) =>
      read(
        `SELECT document FROM documents WHERE kind = 'consultation' AND id > $1
           AND ${hasWords(`${inAllLanguages('document', 'title')} || ' ' || ${inAllLanguages('document', 'summary')}`, '$2')}
         ORDER BY id LIMIT $3`,
        after,
        words,
        limit,
      ),
    async event(id) {
      const [found] = await read<EventDocument>(
        "SELECT document FROM documents WHERE kind = 'event' AND id = $1",
        id,
      );
      return found ?? null;
    },
    eventPage({ words, consultationId, around, after, limit }) {
      const [{ from, to }, { startsAt, id }] = [around ?? ALWAYS, after ?? FIRST];
      return read(
        `SELECT document FROM documents
         WHERE kind = 'event' AND consultation_id = coalesce($1, consultation_id)
           AND ${STARTS} <= $3 AND (document::json ->> 'endsAt')::bigint >= $2 AND (${STARTS}, id) > ($4, $5)
           AND ${hasWords(`${inAllLanguages('document', 'title')} || ' ' || (document::json ->> 'place')`, '$6')}
         ORDER BY ${STARTS}, id LIMIT $7`,
        consultationId,
        from,
        to,
        startsAt,
        id,
        words,
        limit,
      );
    },
    expectedKiosks: async (eventIds) =>
      byEvent(
        await db.rows(
          `SELECT event_id AS "eventId", device_id AS "deviceId" FROM workshop_kiosks
           WHERE event_id = ANY($1::text[]) ORDER BY event_id, device_id`,
          eventIds,
        ),
      ),
  };
}
