/** What staff decide about contributions and answer to them. */
import type { moderationRoutes } from '../../../common/contract/staff/moderation.ts';
import { success } from '../../../common/problems.ts';
import type { City } from '../../services/city.ts';
import type { Moderation } from '../../services/moderation.ts';
import type { HandlersOf } from './handler.ts';

export const moderationHandlers = ({
  city,
  moderation,
}: {
  readonly city: City;
  readonly moderation: Moderation;
}): HandlersOf<keyof typeof moderationRoutes> => ({
  listModeration: async ({ input }) => success(await moderation.list(input)),
  moderate: ({ input, account }) => moderation.decide({ ...input, accountId: account.id }),
  chooseWords: ({ input, account }) => moderation.choose({ ...input, accountId: account.id }),
  admitWords: ({ input, account }) => moderation.admit({ ...input, accountId: account.id }),
  mergeContributions: ({ input, account }) => moderation.merge({ ...input, accountId: account.id }),
  undoModeration: ({ input, account }) => moderation.undo({ ...input, accountId: account.id }),
  listAlike: ({ input }) => moderation.alike(input.id),
  maskWords: ({ input, account }) => moderation.mask({ ...input, accountId: account.id }),
  unmaskWords: ({ input, account }) => moderation.unmask({ contributionId: input.id, accountId: account.id }),
  readOriginal: ({ input, account }) =>
    moderation.original({ contributionId: input.id, accountId: account.id }),
  listProposals: async ({ input }) => success(await city.proposals(input)),
  giveAnswer: ({ input, account }) => moderation.answer({ ...input, accountId: account.id }),
});
