/** All that is kept of one person. */
import type { personRoutes } from '../../../common/contract/staff/person.ts';
import type { Person } from '../../services/person.ts';
import type { HandlersOf } from './handler.ts';

export const personHandlers = ({
  person,
}: {
  readonly person: Person;
}): HandlersOf<keyof typeof personRoutes> => ({
  openPerson: ({ input, account }) => person.open({ ...input, accountId: account.id }),
});
