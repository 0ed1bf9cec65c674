import type { QuarantineRule, RecordHeader } from '../../../common/domain/records.ts';
import type { ChainHead } from '../devices.ts';
import { nothingTouched } from '../published.ts';
import type { ReadRecord, RecordStore, StoredStatus } from '../records.ts';
import { chainTable } from './chains.ts';
import type { Postgres } from './database.ts';
import { fold } from './fold.ts';
import { publication } from './publication.ts';
import { quarantineTable } from './quarantine.ts';
import { withdrawalTable } from './withdrawals.ts';

const STORED: StoredStatus = { status: 'stored', rule: null };
const DUPLICATE: StoredStatus = { status: 'duplicate', rule: null };

export function recordStore(db: Postgres): RecordStore {
  const chains = chainTable(db);
  const quarantine = quarantineTable(db);
  const withdrawals = withdrawalTable(db);
  const foldRecord = fold(db, withdrawals);
  const documents = publication(db);

  /** A new record, or what stands in its way. An erased body is a state of the same record. */
  const store = async (
    header: RecordHeader,
    record: ReadRecord,
    receivedAt: number,
  ): Promise<StoredStatus | QuarantineRule> => {
    // No conflict target, because either key may be taken; what follows finds out which.
    const added = await db.run(
      `INSERT INTO records (id, chain_id, seq, kind, session_id, participant_id, header, body, hash, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
      header.id,
      header.chainId,
      header.seq,
      header.kind,
      header.sessionId,
      header.participantId,
      record.lines.header,
      record.lines.body === '' ? null : record.lines.body,
      record.hash,
      receivedAt,
    );
    if (added === 1) return STORED;
    const present = await db.one<{ hash: string }>('SELECT hash FROM records WHERE id = $1', header.id);
    if (present?.hash === record.hash) return DUPLICATE;
    return present === null ? 'seq-conflict' : 'id-conflict';
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
    const consultations = new Map<string, boolean>();
    const sessions = new Set<string>();
    const touched = nothingTouched();
    /** Of whom something is new that they may have taken back. */
    const authors = new Set<string>();
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
    const consultationUnknown = async ({ content }: ReadRecord): Promise<boolean> => {
      if (content === null || !('consultationId' in content.payload)) return false;
      const { consultationId } = content.payload;
      const isKnown = await remembered(
        consultations,
        consultationId,
        async () =>
          (await db.one(
            "SELECT 1 FROM documents WHERE kind = 'consultation' AND id = $1",
            consultationId,
          )) !== null,
      );
      return !isKnown;
    };

    const settle = async (record: ReadRecord): Promise<StoredStatus> => {
      const { header, content } = record;
      const held = async (rule: QuarantineRule): Promise<StoredStatus> => {
        await quarantine.add({ record, deviceId, rule, receivedAt });
        return { status: 'quarantined', rule };
      };
      if (header === null) return held(record.rule ?? 'header-invalid');
      const { chainId } = header;
      if (!(await remembered(owned, chainId, () => chains.claim({ chainId, deviceId }))))
        return held('chain-foreign');
      if (header.seq > (heads.get(chainId)?.seq ?? 0))
        heads.set(chainId, { seq: header.seq, hash: record.hash });
      if (header.sessionId !== null) sessions.add(header.sessionId);
      if (record.rule !== null) return held(record.rule);
      if (await consultationUnknown(record)) return held('consultation-unknown');
      const stored = await store(header, record, receivedAt);
      if (typeof stored === 'string') return held(stored);
      if (stored === STORED) {
        if (content !== null) {
          const author = await foldRecord({ header, content, deviceId, receivedAt }, touched);
          if (author !== null) authors.add(author);
        }
        if (mayPass) await quarantine.passed({ record, deviceId, at: receivedAt });
      }
      return stored;
    };

    const statuses: StoredStatus[] = [];
    for (const record of records) statuses.push(await settle(record));
    for (const [chainId, head] of heads) await chains.raise({ chainId, head });
    for (const sessionId of sessions)
      await db.run(
        'INSERT INTO sessions (id, device_id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING',
        sessionId,
        deviceId,
      );
    await withdrawals.apply(authors, touched, receivedAt);
    await documents.refresh(touched);
    return statuses;
  };

  return {
    append: (batch) => db.transaction(() => appendNow(batch)),
    withdraw: (known) =>
      db.transaction(async () => {
        const touched = nothingTouched();
        const authors = new Set<string>();
        for (const one of known) {
          const author = await withdrawals.add(one);
          if (author !== null) authors.add(author);
        }
        // As of when each was asked for: what was exported before that holds it.
        await withdrawals.apply(authors, touched, 0);
        await documents.refresh(touched);
      }),
  };
}
