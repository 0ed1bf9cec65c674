import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { QuarantineRule } from '../../../common/domain/records.ts';
import { consultationOf, consultationRule } from '../consultation-rule.ts';
import type { ChainHead } from '../devices.ts';
import { runsOf } from '../projection.ts';
import { nothingTouched } from '../published.ts';
import { ownerOf } from '../quarantine.ts';
import { type Place, type ReadRecord, type RecordStore, type StoredStatus, WAS_ALLOWED } from '../records.ts';
import { chainTable } from './chains.ts';
import type { Postgres } from './database.ts';
import { newRecords, type Sound } from './new-records.ts';
import { publication } from './publication.ts';
import { MAY_PASS, quarantineTable } from './quarantine.ts';
import { withdrawalTable } from './withdrawals.ts';

/** Held until the commit: batches of one device over two connections come one after the other, and none after its revocation. */
const SENDER = `SELECT ${MAY_PASS} AS "mayPass", revoked_at IS NOT NULL AS "shutOut" FROM devices
  WHERE id = $1 FOR NO KEY UPDATE`;

const STORED: StoredStatus = { status: 'stored', rule: null };

/** What a batch leaves behind beside its records: how far chains go, the sessions that it names, what is to be folded. */
const CONCLUDE = `WITH raised AS (
    UPDATE chains SET head_seq = h.seq, head_hash = h.hash
    FROM unnest($1::text[], $2::bigint[], $3::text[]) AS h (chain_id, seq, hash)
    WHERE chains.chain_id = h.chain_id AND head_seq < h.seq
  ), named AS (
    INSERT INTO sessions (id, device_id) SELECT id, $5 FROM unnest($4::text[]) WITH ORDINALITY AS s (id, nth)
    ORDER BY nth ON CONFLICT (id) DO NOTHING
  )
  INSERT INTO unfolded (chain_id, from_seq, to_seq) SELECT * FROM unnest($6::text[], $7::bigint[], $8::bigint[])`;

export function recordStore(db: Postgres): RecordStore {
  const chains = chainTable(db);
  const quarantine = quarantineTable(db);
  const withdrawals = withdrawalTable(db);
  const storeNew = newRecords(db);
  const documents = publication(db);

  const consultationsOf = async (
    records: readonly ReadRecord[],
  ): Promise<Map<string, ConsultationDocument>> => {
    const ids = new Set(records.map(consultationOf).filter((id) => id !== null));
    const found = new Map<string, ConsultationDocument>();
    if (ids.size === 0) return found;
    for (const { id, document } of await db.rows<{ id: string; document: string }>(
      "SELECT id, document FROM documents WHERE kind = 'consultation' AND id = ANY($1::text[])",
      [...ids],
    ))
      found.set(id, JSON.parse(document) as ConsultationDocument);
    return found;
  };

  const appendNow = async ({
    deviceId,
    records,
    receivedAt,
    revoked,
  }: Parameters<RecordStore['append']>[0]): Promise<readonly StoredStatus[] | null> => {
    const device = await db.one<{ mayPass: boolean; shutOut: boolean }>(SENDER, deviceId);
    if (device === null || (device.shutOut && revoked === undefined)) return null;
    const holdsBack = device.shutOut && revoked === 'held';
    const named = new Set(records.flatMap(({ header }) => (header === null ? [] : [header.chainId])));
    const chainOf = await chains.claim({ chainIds: [...named], deviceId });
    const consultations = await consultationsOf(records);
    const heads = new Map<string, ChainHead>();
    const sessions = new Set<string>();

    /** What was stored while it was allowed stays what it is when it is sent again. */
    const brokenRule = async (record: ReadRecord, recordId: string): Promise<QuarantineRule | null> => {
      const consultationId = consultationOf(record);
      const rule = holdsBack
        ? 'after-revocation'
        : consultationId === null
          ? null
          : consultationRule(record, consultations.get(consultationId) ?? null);
      if (rule === null || !WAS_ALLOWED.includes(rule)) return rule;
      const kept = await db.one('SELECT 1 FROM records WHERE id = $1 AND hash = $2', recordId, record.hash);
      return kept === null ? rule : null;
    };

    /** The rule that a record breaks, before it is known whether there is room for it. */
    const broken = async (record: ReadRecord): Promise<QuarantineRule | null> => {
      const { header } = record;
      if (header === null) return record.rule ?? 'header-invalid';
      const { chainId } = header;
      if (chainOf.get(chainId)?.owner !== deviceId) return 'chain-foreign';
      if (header.seq > (heads.get(chainId)?.seq ?? 0))
        heads.set(chainId, { seq: header.seq, hash: record.hash });
      if (header.sessionId !== null) sessions.add(header.sessionId);
      if (record.rule !== null) return record.rule;
      return brokenRule(record, header.id);
    };

    const rules: (QuarantineRule | null)[] = [];
    for (const record of records) rules.push(await broken(record));
    const sound = records.filter(
      (record, nth): record is Sound => rules[nth] === null && record.header !== null,
    );
    const before = new Map([...chainOf].map(([id, { seq }]) => [id, seq]));
    const settled = (await storeNew(sound, before, { deviceId, receivedAt })).values();
    const statuses: StoredStatus[] = [];
    const fresh: Place[] = [];
    const heldOf = new Set<string>();
    for (const [nth, record] of records.entries()) {
      const found = rules[nth] ?? (settled.next().value as Place | StoredStatus | QuarantineRule);
      if (typeof found === 'string') {
        await quarantine.add({ record, deviceId, rule: found, receivedAt });
        const owner = ownerOf(record);
        if (owner !== null) heldOf.add(owner);
        statuses.push({ status: 'quarantined', rule: found });
        continue;
      }
      if ('status' in found) {
        statuses.push(found);
        continue;
      }
      statuses.push(STORED);
      fresh.push(found);
      if (device.mayPass) await quarantine.passed({ record, deviceId, at: receivedAt });
    }
    if (heldOf.size > 0) await withdrawals.applyAside(heldOf);
    const runs = runsOf(fresh);
    await db.run(
      CONCLUDE,
      [...heads.keys()],
      [...heads.values()].map(({ seq }) => seq),
      [...heads.values()].map(({ hash }) => hash),
      [...sessions],
      deviceId,
      runs.map(({ chainId }) => chainId),
      runs.map(({ from }) => from),
      runs.map(({ to }) => to),
    );
    return statuses;
  };

  return {
    append: (batch) => db.transaction(() => appendNow(batch)),
    withdraw: (known) =>
      db.transaction(async () => {
        const touched = nothingTouched();
        const authors = new Map<string, number>();
        for (const one of known) {
          const author = await withdrawals.add(one);
          // As of when each was asked for: what was exported before that holds it.
          if (author !== null) authors.set(author, 0);
        }
        await withdrawals.apply(authors, touched);
        for (const id of authors.keys()) touched.people.add(id);
        await documents.refresh(touched);
      }),
  };
}
