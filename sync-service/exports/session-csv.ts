/**
 * A session's contributions as CSV by RFC 4180, streamed: rows are read in short pages and made as the reader
 * takes them, so memory does not grow with the session.
 */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import {
  anyTitle,
  consentVersion,
  recordedAt,
  type StaffSessions,
  wordedPayload,
} from '../services/staff-sessions.ts';
import type { SessionRecord } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';

const PAGE = 200;

export const SESSION_COLUMNS = [
  'id',
  'kind',
  'session_id',
  'kiosk',
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
  'read_back',
  'state',
  'supports',
  'recorded_at',
  'received_at',
  'consent_version',
  'header_hash',
] as const;

type Cell = string | number | null;

/**
 * A spreadsheet runs a cell that starts like a formula: an apostrophe before it makes it text. Numbers are
 * written as numbers and left alone. Source: OWASP, "CSV Injection".
 */
export const harmless = (cell: Cell): Cell =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;

export function sessionCsv({
  store,
  sessions,
  sessionId,
  kioskName,
  separator,
  bom,
}: {
  readonly store: Store;
  readonly sessions: StaffSessions;
  readonly sessionId: string;
  readonly kioskName: string;
  readonly separator: 'comma' | 'semicolon';
  readonly bom: boolean;
}): Readable {
  async function* rows(): AsyncGenerator<Cell[]> {
    for (let after = 0; ; ) {
      const page = await store.sessions.contributions({ sessionId, after, limit: PAGE });
      const titles = await sessions.targetsOf(page);
      for (const record of page) {
        yield rowOf({ record, sessionId, kioskName, titleOf: (id) => anyTitle(titles.get(id)) }).map(
          harmless,
        );
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last.ordinal;
    }
  }
  const csv = stringify({
    header: true,
    columns: [...SESSION_COLUMNS],
    delimiter: separator === 'comma' ? ',' : ';',
    record_delimiter: '\r\n',
    bom,
    // A cell that starts with a quote, or an apostrophe that we set, must survive the way back.
    quoted_match: /^\s|\s$|['\r\n\t]/,
  });
  const source = Readable.from(rows());
  source.on('error', (error) => csv.destroy(error));
  csv.on('close', () => source.destroy());
  return source.pipe(csv);
}

function rowOf({
  record,
  sessionId,
  kioskName,
  titleOf,
}: {
  readonly record: SessionRecord;
  readonly sessionId: string;
  readonly kioskName: string;
  readonly titleOf: (id: string) => string | null;
}): Cell[] {
  const payload = wordedPayload(record);
  const recorded = recordedAt(record.header);
  const row: { readonly [C in (typeof SESSION_COLUMNS)[number]]: Cell } = {
    id: record.id,
    kind: record.kind,
    session_id: sessionId,
    kiosk: kioskName,
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
    read_back: payload?.readBack ?? null,
    state: record.state,
    supports: record.kind === 'idea' ? record.supports : null,
    recorded_at: recorded === null ? null : new Date(recorded).toISOString(),
    received_at: new Date(record.receivedAt).toISOString(),
    consent_version: consentVersion(record),
    header_hash: record.hash,
  };
  return SESSION_COLUMNS.map((column) => row[column]);
}
