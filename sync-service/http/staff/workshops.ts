/** Following a workshop, and what a session is made of. */
import type { workshopRoutes } from '../../../common/contract/staff/workshops.ts';
import type { Workshops } from '../../services/workshops.ts';
import type { HandlersOf } from './handler.ts';

export const workshopHandlers = ({
  workshops,
}: {
  readonly workshops: Workshops;
}): HandlersOf<keyof typeof workshopRoutes> => ({
  showWorkshop: ({ input }) => workshops.show(input.id),
  tallySession: ({ input }) => workshops.tallySession(input.sessionId),
});
