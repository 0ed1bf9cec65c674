/**
 * A session's contributions as CSV by RFC 4180, streamed: rows are read in short pages and made as the reader
 * takes them, so memory does not grow with the session.
 */
import type { Readable } from 'node:stream';
import { filterText } from '../../common/domain/export-columns.ts';
import { type Cell, type CsvForm, csvOf } from '../../platform/csv.ts';
import {
  anyTitle,
  consentVersion,
  recordedAt,
  recordedMode,
  type StaffSessions,
  wordedPayload,
} from '../services/staff-sessions.ts';
import type { SessionRecord } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';
import { pagesOf } from './pages.ts';

const PAGE = 200;

export const SESSION_COLUMNS = [
  'id',
  'kind',
  'session_id',
  'kiosk',
  'device_id',
  'mode',
  'chain_id',
  'seq',
  'participant',
  'title',
  'words',
  'language',
  'topic',
  'target_id',
  'target_title',
  'authorship',
  'revision',
  'people',
  'read_back',
  'confirmed_by',
  'state',
  'decision',
  'supports',
  'supports_alone',
  'recorded_at',
  'received_at',
  'consent_version',
  'header_hash',
  'exported_at',
  'filter',
] as const;

export function sessionCsv({
  store,
  sessions,
  sessionId,
  kioskName,
  at,
  onRows,
  separator,
  bom,
}: CsvForm & {
  readonly store: Store;
  readonly sessions: StaffSessions;
  readonly sessionId: string;
  readonly kioskName: string;
  /** When the file is taken. */
  readonly at: number;
  /** Hears how many more were read. */
  readonly onRows: (rows: number) => void;
}): Readable {
  async function* cells(): AsyncGenerator<Cell[][]> {
    const pages = pagesOf({
      limit: PAGE,
      read: (after: number | null) =>
        store.sessions.contributions({ sessionId, after: after ?? 0, limit: PAGE }),
      cursorOf: ({ ordinal }) => ordinal,
    });
    for await (const page of pages) {
      const titles = await sessions.targetsOf(page);
      const titleOf = (id: string) => anyTitle(titles.get(id));
      yield page.map((record) => rowOf({ record, sessionId, kioskName, at, titleOf }));
      onRows(page.length);
    }
  }
  return csvOf({ columns: SESSION_COLUMNS, pages: cells(), separator, bom });
}

function rowOf({
  record,
  sessionId,
  kioskName,
  at,
  titleOf,
}: {
  readonly record: SessionRecord;
  readonly sessionId: string;
  readonly kioskName: string;
  readonly at: number;
  readonly titleOf: (id: string) => string | null;
}): Cell[] {
  const payload = wordedPayload(record);
  const recorded = recordedAt(record.header);
  const row: { readonly [C in (typeof SESSION_COLUMNS)[number]]: Cell } = {
    id: record.id,
    kind: record.kind,
    session_id: sessionId,
    kiosk: kioskName,
    device_id: record.deviceId,
    mode: recordedMode(record.header),
    chain_id: record.chainId,
    seq: record.seq,
    participant: record.participantId,
    title: payload?.title ?? null,
    words: payload?.words ?? null,
    language: payload?.language ?? null,
    topic: payload?.topicId ?? null,
    target_id: payload?.targetId ?? null,
    target_title: payload?.targetId === undefined ? null : titleOf(payload.targetId),
    authorship: payload?.authorship ?? null,
    revision: record.revision,
    people: payload?.people ?? null,
    read_back: payload?.readBack ?? null,
    confirmed_by: payload?.confirmedBy ?? null,
    state: record.state,
    decision: record.decision,
    supports: record.kind === 'idea' ? record.supports : null,
    supports_alone: record.kind === 'idea' ? record.supportsAlone : null,
    recorded_at: recorded === null ? null : new Date(recorded).toISOString(),
    received_at: new Date(record.receivedAt).toISOString(),
    consent_version: consentVersion(record),
    header_hash: record.hash,
    exported_at: new Date(at).toISOString(),
    filter: filterText({ session: sessionId }),
  };
  return SESSION_COLUMNS.map((column) => row[column]);
}
