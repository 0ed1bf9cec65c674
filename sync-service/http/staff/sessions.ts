/** Workshop sessions and what was contributed in them. */
import type { sessionRoutes } from '../../../common/contract/staff/sessions.ts';
import { success } from '../../../common/problems.ts';
import type { StaffSessions } from '../../services/staff-sessions.ts';
import type { HandlersOf } from './handler.ts';

export const sessionHandlers = ({
  sessions,
}: {
  readonly sessions: StaffSessions;
}): HandlersOf<keyof typeof sessionRoutes> => ({
  listSessions: async ({ input: { query, after, limit } }) =>
    success(await sessions.list({ query, after, limit })),
  findSessions: async ({ input }) => success(await sessions.found(input)),
  showSession: ({ input }) => sessions.show(input.sessionId),
  listContributions: ({ input: { sessionId, after, limit } }) =>
    sessions.contributions({ sessionId, after, limit }),
});
