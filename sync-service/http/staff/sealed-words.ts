/** What people said to the city alone, sealed. */
import type { sealedWordsRoutes } from '../../../common/contract/staff/sealed-words.ts';
import { success } from '../../../common/problems.ts';
import { openSealedWords } from '../../services/sealed-words.ts';
import type { Store } from '../../store/store.ts';
import type { HandlersOf } from './handler.ts';

export const sealedWordsHandlers = ({
  store,
  now,
}: {
  readonly store: Store;
  readonly now: () => number;
}): HandlersOf<keyof typeof sealedWordsRoutes> => ({
  countSealedWords: async () => success({ contributions: await store.personalData.countSealed() }),
  openSealedWords: async ({ input, account }) =>
    success(await openSealedWords({ ...input, store, now, accountId: account.id })),
});
