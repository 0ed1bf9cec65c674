/** People who wait for the city's answer. */
import type { feedbackRoutes } from '../../../common/contract/staff/feedback.ts';
import { success } from '../../../common/problems.ts';
import type { Feedback } from '../../services/feedback.ts';
import type { HandlersOf } from './handler.ts';

export const feedbackHandlers = ({
  feedback,
}: {
  readonly feedback: Feedback;
}): HandlersOf<keyof typeof feedbackRoutes> => ({
  listFeedback: async ({ input }) => success(await feedback.list(input)),
  openContacts: ({ input, account }) => feedback.contacts({ ...input, accountId: account.id }),
  tellPerson: ({ input, account }) => feedback.tell({ ...input, accountId: account.id }),
});
