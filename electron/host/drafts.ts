/**
 * The unfinished contributions of the people at the desk and of those set aside. On the disk, so that it survives a crash; in memory alone
 * where the person said no to publishing, since what is not sealed yet shall be on no disk, and where the person helps
 * themselves, since nobody is there to give it back.
 */
import type { Draft } from '../../common/contract/kiosk/contributions.ts';
import type { PresentParticipant } from './desk.ts';
import type { Store } from './store/store.ts';

export type Drafts = ReturnType<typeof createDrafts>;

export function createDrafts({ store }: { store: Store }) {
  const inMemory = new Map<string, Draft>();
  return {
    save({ id, draftsOnDisk }: PresentParticipant, draft: Draft): void {
      if (draftsOnDisk) store.drafts.save({ participantId: id, draft });
      else inMemory.set(id, draft);
    },
    load({ id, draftsOnDisk }: PresentParticipant): Draft | null {
      if (draftsOnDisk) return store.drafts.load(id);
      return inMemory.get(id) ?? null;
    },
    /** May be called inside a transaction. */
    clear(participantId: string): void {
      inMemory.delete(participantId);
      store.drafts.clear(participantId);
    },
    /** May be called inside a transaction. */
    clearAll(): void {
      inMemory.clear();
      store.drafts.clearAll();
    },
    /** Out of the database's log too; not inside a transaction. */
    wipe: (): void => store.drafts.wipe(),
  };
}
