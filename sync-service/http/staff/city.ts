/** What the city says. */
import type { cityRoutes } from '../../../common/contract/staff/city.ts';
import { success } from '../../../common/problems.ts';
import type { City } from '../../services/city.ts';
import type { HandlersOf } from './handler.ts';

export const cityHandlers = ({ city }: { readonly city: City }): HandlersOf<keyof typeof cityRoutes> => ({
  listConsultations: async ({ input }) => success(await city.consultations(input)),
  showConsultation: ({ input }) => city.consultation(input),
  listEvents: async ({ input }) => success(await city.events(input)),
  saveConsultation: ({ input, account }) => city.saveConsultation({ ...input, accountId: account.id }),
  saveProposal: ({ input, account }) => city.saveProposal({ ...input, accountId: account.id }),
  saveEvent: ({ input, account }) => city.saveEvent({ ...input, accountId: account.id }),
  removeFromCity: ({ input, account }) => city.remove({ ...input, accountId: account.id }),
});
