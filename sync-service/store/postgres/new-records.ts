/** Stores what broke no rule by itself: by `COPY` what nobody can have sent before, else row by row, to find what stands in its way. */
import type { QuarantineRule, RecordHeader } from '../../../common/domain/records.ts';
import type { ReadRecord, StoredStatus } from '../records.ts';
import type { Postgres } from './database.ts';

export const STORED: StoredStatus = { status: 'stored', rule: null };
const DUPLICATE: StoredStatus = { status: 'duplicate', rule: null };

/** Broke no rule by itself. */
export type Sound = ReadRecord & { readonly header: RecordHeader };
type Settled = StoredStatus | QuarantineRule;

const COLUMNS = 'id, chain_id, seq, kind, session_id, participant_id, header, body, hash, received_at';

/** Whether each stands above everything that came before it in its chain. */
function isAbove(found: readonly Sound[], heads: ReadonlyMap<string, number>): boolean {
  const reached = new Map(heads);
  return found.every(({ header: { chainId, seq } }) => {
    const isNext = seq > (reached.get(chainId) ?? 0);
    reached.set(chainId, seq);
    return isNext;
  });
}

/** For use within the transaction of a batch. */
export function newRecords(db: Postgres) {
  const copy = (found: readonly Sound[], receivedAt: number): Promise<boolean> =>
    db.copy(
      `records (${COLUMNS})`,
      found.map(({ header, lines, hash }) => [
        header.id,
        header.chainId,
        header.seq,
        header.kind,
        header.sessionId,
        header.participantId,
        lines.header,
        lines.body === '' ? null : lines.body,
        hash,
        receivedAt,
      ]),
    );
  const insert = async (found: readonly Sound[], receivedAt: number): Promise<Settled[]> => {
    // No conflict target, because either key may be taken, also by an earlier one of these; what follows finds out which.
    const added = await db.rows<{ id: string }>(
      `INSERT INTO records (${COLUMNS})
       SELECT id, chain_id, seq, kind, session_id, participant_id, header, body, hash, $10
       FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
         $9::text[]) WITH ORDINALITY AS r (id, chain_id, seq, kind, session_id, participant_id, header, body, hash, nth)
       ORDER BY nth ON CONFLICT DO NOTHING RETURNING id`,
      found.map(({ header }) => header.id),
      found.map(({ header }) => header.chainId),
      found.map(({ header }) => header.seq),
      found.map(({ header }) => header.kind),
      found.map(({ header }) => header.sessionId),
      found.map(({ header }) => header.participantId),
      found.map(({ lines }) => lines.header),
      found.map(({ lines }) => (lines.body === '' ? null : lines.body)),
      found.map(({ hash }) => hash),
      receivedAt,
    );
    const fresh = new Set(added.map(({ id }) => id));
    // The first of its id is the one that was added.
    const isStored = found.map(({ header }) => fresh.delete(header.id));
    const others = found.flatMap(({ header }, nth) => (isStored[nth] ? [] : [header.id]));
    const present = new Map<string, string>();
    if (others.length > 0)
      for (const { id, hash } of await db.rows<{ id: string; hash: string }>(
        'SELECT id, hash FROM records WHERE id = ANY($1::text[])',
        others,
      ))
        present.set(id, hash);
    return found.map(({ header, hash }, nth) => {
      if (isStored[nth]) return STORED;
      if (present.get(header.id) === hash) return DUPLICATE;
      return present.has(header.id) ? 'id-conflict' : 'seq-conflict';
    });
  };

  /**
   * Of each, whether it was stored, or what stands in its way; `heads` tells how far each chain went before. An erased body is a
   * state of the same record.
   */
  return async (
    found: readonly Sound[],
    heads: ReadonlyMap<string, number>,
    receivedAt: number,
  ): Promise<Settled[]> => {
    if (found.length === 0) return [];
    if (isAbove(found, heads) && (await copy(found, receivedAt))) return found.map(() => STORED);
    return insert(found, receivedAt);
  };
}
