import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { QuarantineRule, RecordHeader } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { consultationOf, consultationRule } from '../consultation-rule.ts';
import type { ChainHead } from '../devices.ts';
import { runsOf } from '../projection.ts';
import { nothingTouched } from '../published.ts';
import { ownerOf } from '../quarantine.ts';
import {
  FORKS_MAX,
  type Place,
  type ReadRecord,
  type RecordStore,
  type StoredStatus,
  WAS_ALLOWED,
  type Withdrawal,
} from '../records.ts';
import { chainTable } from './chains.ts';
import { publication } from './publication.ts';
import { quarantineTable } from './quarantine.ts';
import { unfoldedTable } from './unfolded.ts';
import { withdrawalTable } from './withdrawals.ts';

/** `place` only where it is not the header's. */
type Settled = StoredStatus & { readonly place?: Place };
const STORED: Settled = { status: 'stored', rule: null };
const DUPLICATE: Settled = { status: 'duplicate', rule: null };

/** The hot path: one insert a record in the common case, everything else once a batch; what follows is folded afterwards. */
export function recordStore(db: Sqlite): RecordStore {
  const chains = chainTable(db);
  const quarantine = quarantineTable(db);
  const withdrawals = withdrawalTable(db);
  const unfolded = unfoldedTable(db);
  const documents = publication(db);
  const isRevoked = db
    .prepare<[string], 0 | 1>('SELECT revoked_at IS NOT NULL FROM devices WHERE id = ?')
    .pluck();
  const consultation = db
    .prepare<[string], string>(`SELECT document FROM documents WHERE kind = 'consultation' AND id = ?`)
    .pluck();
  // No conflict target, because either key may be taken; `store` finds out which.
  const insert = db.prepare(
    `INSERT INTO records (id, chain_id, seq, kind, session_id, participant_id, header, body, hash, received_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const nameSession = db.prepare(
    'INSERT INTO sessions (id, device_id) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const hashById = db.prepare<[string], string>('SELECT hash FROM records WHERE id = ?').pluck();

  const isInserted = (
    chainId: string,
    header: RecordHeader,
    record: ReadRecord,
    receivedAt: number,
  ): boolean =>
    insert.run(
      header.id,
      chainId,
      header.seq,
      header.kind,
      header.sessionId,
      header.participantId,
      record.lines.header,
      record.lines.body === '' ? null : record.lines.body,
      record.hash,
      receivedAt,
    ).changes === 1;

  /**
   * A new record, in its chain or, where another one holds its place, on a branch; or what stands in its way. An erased body is a state
   * of the same record.
   */
  const store = (
    header: RecordHeader,
    record: ReadRecord,
    { deviceId, receivedAt }: { readonly deviceId: string; readonly receivedAt: number },
  ): Settled | QuarantineRule => {
    const { chainId, seq } = header;
    if (isInserted(chainId, header, record, receivedAt)) return STORED;
    const present = hashById.get(header.id);
    if (present !== undefined) return present === record.hash ? DUPLICATE : 'id-conflict';
    for (let nth = 1; nth <= FORKS_MAX; nth += 1) {
      const fork = chains.fork({ chainId, deviceId, nth });
      if (isInserted(fork, header, record, receivedAt)) return { ...STORED, place: { chainId: fork, seq } };
    }
    return 'seq-conflict';
  };

  const append = db.transaction((batch: Parameters<RecordStore['append']>[0]) => {
    const { deviceId, records, receivedAt, revoked } = batch;
    const shutOut = isRevoked.get(deviceId);
    if (shutOut === undefined || (shutOut === 1 && revoked === undefined)) return null;
    const holdsBack = shutOut === 1 && revoked === 'held';
    const owned = new Map<string, boolean>();
    const heads = new Map<string, ChainHead>();
    const consultations = new Map<string, ConsultationDocument | null>();
    const sessions = new Set<string>();
    const fresh: Place[] = [];
    const heldOf = new Set<string>();
    const mayPass = quarantine.mayPass(deviceId);

    const remembered = (of: Map<string, boolean>, key: string, find: () => boolean): boolean => {
      const before = of.get(key);
      if (before !== undefined) return before;
      const found = find();
      of.set(key, found);
      return found;
    };
    const ownsChain = (chainId: string) =>
      remembered(owned, chainId, () => chains.claim({ chainId, deviceId }));
    const found = (id: string): ConsultationDocument | null => {
      const before = consultations.get(id);
      if (before !== undefined) return before;
      const text = consultation.get(id);
      const document = text === undefined ? null : (JSON.parse(text) as ConsultationDocument);
      consultations.set(id, document);
      return document;
    };
    /** What was stored while it was allowed stays what it is when it is sent again. */
    const brokenRule = (record: ReadRecord, recordId: string): QuarantineRule | null => {
      const consultationId = consultationOf(record);
      const rule = holdsBack
        ? 'after-revocation'
        : consultationId === null
          ? null
          : consultationRule(record, found(consultationId));
      return rule !== null && WAS_ALLOWED.includes(rule) && hashById.get(recordId) === record.hash
        ? null
        : rule;
    };

    const settle = (record: ReadRecord): StoredStatus => {
      const { header } = record;
      const held = (rule: QuarantineRule): StoredStatus => {
        quarantine.add({ record, deviceId, rule, receivedAt });
        const owner = ownerOf(record);
        if (owner !== null) heldOf.add(owner);
        return { status: 'quarantined', rule };
      };
      if (header === null) return held(record.rule ?? 'header-invalid');
      if (!ownsChain(header.chainId)) return held('chain-foreign');
      if (header.seq > (heads.get(header.chainId)?.seq ?? 0)) {
        heads.set(header.chainId, { seq: header.seq, hash: record.hash });
      }
      if (header.sessionId !== null) sessions.add(header.sessionId);
      if (record.rule !== null) return held(record.rule);
      const rule = brokenRule(record, header.id);
      if (rule !== null) return held(rule);
      const stored = store(header, record, batch);
      if (typeof stored === 'string') return held(stored);
      if (stored.status === 'duplicate') return stored;
      fresh.push(stored.place ?? header);
      if (mayPass) quarantine.passed({ record, deviceId, at: receivedAt });
      return STORED;
    };

    const statuses = records.map(settle);
    for (const [chainId, head] of heads) chains.raise({ chainId, head });
    for (const sessionId of sessions) nameSession.run(sessionId, deviceId);
    for (const run of runsOf(fresh)) unfolded.add(run);
    if (heldOf.size > 0) withdrawals.applyAside(heldOf);
    return statuses;
  });

  const withdrawAgain = db.transaction((known: readonly Withdrawal[]): void => {
    const touched = nothingTouched();
    const authors = new Map<string, number>();
    for (const one of known) {
      const author = withdrawals.add(one);
      // As of when each was asked for: what was exported before that holds it.
      if (author !== null) authors.set(author, 0);
    }
    withdrawals.apply(authors, touched);
    for (const id of authors.keys()) touched.people.add(id);
    documents.refresh(touched);
  });

  return {
    async withdraw(known) {
      withdrawAgain.immediate(known);
      if (!db.inTransaction) db.pragma('wal_checkpoint(TRUNCATE)');
    },
    append: async (batch) => append.immediate(batch),
  };
}
