/** Stores what broke no rule by itself: by `COPY` what nobody can have sent before, else row by row, to find what stands in its way. */
import type { QuarantineRule, RecordHeader } from '../../../common/domain/records.ts';
import { FORKS_MAX, forkOf, type Place, type ReadRecord, type StoredStatus } from '../records.ts';
import { chainTable } from './chains.ts';
import type { Postgres } from './database.ts';

const DUPLICATE: StoredStatus = { status: 'duplicate', rule: null };

/** Broke no rule by itself. */
export type Sound = ReadRecord & { readonly header: RecordHeader };
/** The place of a new record, in its chain or on a branch of it; or what stands in its way. */
type Settled = Place | StoredStatus | QuarantineRule;

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
  const chains = chainTable(db);
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
  /** `nth` is the branch of their chains, 0 for the chains themselves; what finds its place taken goes to the next branch. */
  const insert = async (
    found: readonly Sound[],
    batch: { readonly deviceId: string; readonly receivedAt: number },
    nth = 0,
  ): Promise<Settled[]> => {
    if (found.length === 0) return [];
    if (nth > FORKS_MAX) return found.map(() => 'seq-conflict');
    const { deviceId, receivedAt } = batch;
    const chainOf = ({ header: { chainId } }: Sound): string => (nth === 0 ? chainId : forkOf(chainId, nth));
    if (nth > 0)
      await chains.fork({
        chainIds: [...new Set(found.map(({ header }) => header.chainId))],
        deviceId,
        nth,
      });
    // No conflict target, because either key may be taken, also by an earlier one of these; what follows finds out which.
    const added = await db.rows<{ hash: string }>(
      `INSERT INTO records (${COLUMNS})
       SELECT id, chain_id, seq, kind, session_id, participant_id, header, body, hash, $10
       FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
         $9::text[]) WITH ORDINALITY AS r (id, chain_id, seq, kind, session_id, participant_id, header, body, hash, nth)
       ORDER BY nth ON CONFLICT DO NOTHING RETURNING hash`,
      found.map(({ header }) => header.id),
      found.map(chainOf),
      found.map(({ header }) => header.seq),
      found.map(({ header }) => header.kind),
      found.map(({ header }) => header.sessionId),
      found.map(({ header }) => header.participantId),
      found.map(({ lines }) => lines.header),
      found.map(({ lines }) => (lines.body === '' ? null : lines.body)),
      found.map(({ hash }) => hash),
      receivedAt,
    );
    const fresh = new Set(added.map(({ hash }) => hash));
    // Of the same record twice, the first is the one that was added.
    const isStored = found.map(({ hash }) => fresh.delete(hash));
    const others = found.flatMap(({ header }, index) => (isStored[index] ? [] : [header.id]));
    const present = new Map<string, string>();
    if (others.length > 0)
      for (const { id, hash } of await db.rows<{ id: string; hash: string }>(
        'SELECT id, hash FROM records WHERE id = ANY($1::text[])',
        others,
      ))
        present.set(id, hash);
    const crowded = found.filter(({ header }, index) => !isStored[index] && !present.has(header.id));
    const elsewhere = (await insert(crowded, batch, nth + 1)).values();
    return found.map((record, index): Settled => {
      const { header, hash } = record;
      if (isStored[index]) return { chainId: chainOf(record), seq: header.seq };
      if (!present.has(header.id)) return elsewhere.next().value as Settled;
      return present.get(header.id) === hash ? DUPLICATE : 'id-conflict';
    });
  };

  /**
   * Of each, where it was stored, or what stands in its way; `heads` tells how far each chain went before. An erased body is a
   * state of the same record.
   */
  return async (
    found: readonly Sound[],
    heads: ReadonlyMap<string, number>,
    batch: { readonly deviceId: string; readonly receivedAt: number },
  ): Promise<Settled[]> => {
    if (found.length > 0 && isAbove(found, heads) && (await copy(found, batch.receivedAt)))
      return found.map(({ header }) => header);
    return insert(found, batch);
  };
}
