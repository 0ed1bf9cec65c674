/** What staff may see of what one person contributed. */
import type { StaffOutput } from '../../common/contract/staff-api.ts';
import type { Store } from '../store/store.ts';

type Own = StaffOutput<'openPerson'>['contributions'];

export async function ownContributions(store: Store, participantId: string): Promise<Own> {
  const own = await store.contributions.ofParticipant(participantId);
  return own.map(({ id, kind, title, words, language, state, timing, reason, answer }) => ({
    ...{ id, kind, title, words },
    ...{ language, state, timing, reason, answer },
  }));
}
