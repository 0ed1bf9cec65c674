/** What leaves the service as files, each logged with who took it. */
import type { exportRoutes } from '../../../common/contract/staff/exports.ts';
import { problem, success } from '../../../common/problems.ts';
import { contributionsCsv, contributionsJsonLines } from '../../exports/contributions.ts';
import { sessionCsv } from '../../exports/session-csv.ts';
import type { StaffSessions } from '../../services/staff-sessions.ts';
import type { Store } from '../../store/store.ts';
import type { HandlersOf } from './handler.ts';

const CSV = 'text/csv; charset=utf-8; header=present';
const JSON_LINES = 'application/x-ndjson; charset=utf-8';

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const exportHandlers = ({
  store,
  sessions,
  now,
}: {
  readonly store: Store;
  readonly sessions: StaffSessions;
  readonly now: () => number;
}): HandlersOf<keyof typeof exportRoutes> => ({
  async exportSession({ input, account }) {
    const { sessionId, separator, bom } = input;
    const facts = await store.sessions.find(sessionId);
    if (facts === null) return problem('not-found');
    const detail = `csv, ${separator}${bom ? ', bom' : ''}`;
    await store.staff.log({
      at: now(),
      accountId: account.id,
      action: 'session.exported',
      subject: sessionId,
      detail,
    });
    const day = isoDay(facts.opened?.at ?? now());
    const { kioskName } = facts;
    return success({
      fileName: `perron-session-${day}-${sessionId.slice(0, 8)}.csv`,
      type: CSV,
      stream: sessionCsv({ store, sessions, sessionId, kioskName, separator, bom }),
    });
  },
  async exportContributions({ input, account }) {
    const { consultationId, format, separator, bom, kind, state, language, from, to } = input;
    if ((await store.city.consultation(consultationId)) === null) return problem('not-found');
    const filter = {
      consultationId,
      kind: kind ?? null,
      state: state ?? null,
      language: language ?? null,
      from: from ?? null,
      to: to ?? null,
    };
    await store.staff.log({
      at: now(),
      accountId: account.id,
      action: 'consultation.exported',
      subject: consultationId,
      detail: [format, kind, state, language, from && `from ${isoDay(from)}`, to && `to ${isoDay(to)}`]
        .filter((part) => part !== undefined)
        .join(', '),
    });
    const name = `perron-contributions-${isoDay(now())}`;
    return success(
      format === 'csv'
        ? {
            fileName: `${name}.csv`,
            type: CSV,
            stream: contributionsCsv({ store, filter, separator, bom }),
          }
        : {
            fileName: `${name}.jsonl`,
            type: JSON_LINES,
            stream: contributionsJsonLines({ store, filter }),
          },
    );
  },
});
