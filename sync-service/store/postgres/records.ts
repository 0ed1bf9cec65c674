import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { QuarantineRule, RecordHeader } from '../../../common/domain/records.ts';
import { consultationOf, consultationRule } from '../consultation-rule.ts';
import type { ChainHead } from '../devices.ts';
import { runsOf } from '../projection.ts';
import { nothingTouched } from '../published.ts';
import type { ReadRecord, RecordStore, StoredStatus } from '../records.ts';
import { chainTable } from './chains.ts';
import type { Postgres } from './database.ts';
import { publication } from './publication.ts';
import { quarantineTable } from './quarantine.ts';
import { unfoldedTable } from './unfolded.ts';
import { withdrawalTable } from './withdrawals.ts';

const STORED: StoredStatus = { status: 'stored', rule: null };
const DUPLICATE: StoredStatus = { status: 'duplicate', rule: null };

/** Broke no rule by itself. */
type Sound = ReadRecord & { readonly header: RecordHeader };

export function recordStore(db: Postgres): RecordStore {
  const chains = chainTable(db);
  const quarantine = quarantineTable(db);
  const withdrawals = withdrawalTable(db);
  const unfolded = unfoldedTable(db);
  const documents = publication(db);

  /** Of new records, whether each was stored, or what stands in its way. An erased body is a state of the same record. */
  const store = async (
    found: readonly Sound[],
    receivedAt: number,
  ): Promise<(StoredStatus | QuarantineRule)[]> => {
    if (found.length === 0) return [];
    // No conflict target, because either key may be taken, also by an earlier one of these; what follows finds out which.
    const added = await db.rows<{ id: string }>(
      `INSERT INTO records (id, chain_id, seq, kind, session_id, participant_id, header, body, hash, received_at)
       SELECT id, chain_id, seq, kind, session_id, participant_id, header, body, hash, $2 FROM ROWS FROM (
         json_to_recordset($1::json) AS (id text, chain_id text, seq bigint, kind text, session_id text,
           participant_id text, header text, body text, hash text)) WITH ORDINALITY AS r (id, chain_id, seq, kind,
           session_id, participant_id, header, body, hash, nth)
       ORDER BY nth ON CONFLICT DO NOTHING RETURNING id`,
      JSON.stringify(
        found.map(({ header, lines, hash }) => ({
          id: header.id,
          chain_id: header.chainId,
          seq: header.seq,
          kind: header.kind,
          session_id: header.sessionId,
          participant_id: header.participantId,
          header: lines.header,
          body: lines.body === '' ? null : lines.body,
          hash,
        })),
      ),
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

  const appendNow = async ({
    deviceId,
    records,
    receivedAt,
    revokedToo = false,
  }: Parameters<RecordStore['append']>[0]): Promise<readonly StoredStatus[] | null> => {
    // Held until the commit: batches of one device over two connections come one after the other, and none after its revocation.
    const trusted = await db.one(
      'SELECT 1 FROM devices WHERE id = $1 AND (revoked_at IS NULL OR $2::boolean) FOR NO KEY UPDATE',
      deviceId,
      revokedToo,
    );
    if (trusted === null) return null;
    const owned = new Map<string, boolean>();
    const heads = new Map<string, ChainHead>();
    const consultations = new Map<string, ConsultationDocument | null>();
    const sessions = new Set<string>();
    const mayPass = await quarantine.mayPass(deviceId);

    const remembered = async (
      of: Map<string, boolean>,
      key: string,
      find: () => Promise<boolean>,
    ): Promise<boolean> => {
      const before = of.get(key);
      if (before !== undefined) return before;
      const found = await find();
      of.set(key, found);
      return found;
    };
    const found = async (id: string): Promise<ConsultationDocument | null> => {
      const before = consultations.get(id);
      if (before !== undefined) return before;
      const row = await db.one<{ document: string }>(
        "SELECT document FROM documents WHERE kind = 'consultation' AND id = $1",
        id,
      );
      const document = row && (JSON.parse(row.document) as ConsultationDocument);
      consultations.set(id, document);
      return document;
    };
    /** What was stored while it was allowed stays what it is when it is sent again. */
    const brokenRule = async (record: ReadRecord, recordId: string): Promise<QuarantineRule | null> => {
      const consultationId = consultationOf(record);
      if (consultationId === null) return null;
      const rule = consultationRule(record, await found(consultationId));
      if (rule !== 'action-not-allowed') return rule;
      const kept = await db.one('SELECT 1 FROM records WHERE id = $1 AND hash = $2', recordId, record.hash);
      return kept === null ? rule : null;
    };

    /** The rule that a record breaks, before it is known whether there is room for it. */
    const broken = async (record: ReadRecord): Promise<QuarantineRule | null> => {
      const { header } = record;
      if (header === null) return record.rule ?? 'header-invalid';
      const { chainId } = header;
      if (!(await remembered(owned, chainId, () => chains.claim({ chainId, deviceId }))))
        return 'chain-foreign';
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
    const settled = (await store(sound, receivedAt)).values();
    const statuses: StoredStatus[] = [];
    const fresh: RecordHeader[] = [];
    for (const [nth, record] of records.entries()) {
      const { header } = record;
      const status = rules[nth] ?? (settled.next().value as StoredStatus | QuarantineRule);
      if (typeof status === 'string') {
        await quarantine.add({ record, deviceId, rule: status, receivedAt });
        statuses.push({ status: 'quarantined', rule: status });
        continue;
      }
      statuses.push(status);
      if (status !== STORED) continue;
      if (header !== null) fresh.push(header);
      if (mayPass) await quarantine.passed({ record, deviceId, at: receivedAt });
    }
    for (const [chainId, head] of heads) await chains.raise({ chainId, head });
    if (sessions.size > 0)
      await db.run(
        `INSERT INTO sessions (id, device_id) SELECT id, $2 FROM unnest($1::text[]) WITH ORDINALITY AS s (id, nth)
         ORDER BY nth ON CONFLICT (id) DO NOTHING`,
        [...sessions],
        deviceId,
      );
    await unfolded.add(runsOf(fresh));
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
        await documents.refresh(touched);
      }),
  };
}
