/**
 * Keeps what is being typed: in the page at once, at the host shortly after. One keeper belongs to one
 * participant, so a screen that is taken down and put up again (PIN, restart) loses no letter.
 */
import type { Draft } from '../../common/contract/kiosk/contributions.ts';
import { success } from '../../common/problems.ts';
import type { Answer, Host } from '../api.ts';

const DEBOUNCE_MILLISECONDS = 400;

export type DraftKeeper = ReturnType<typeof createDraftKeeper>;

export function createDraftKeeper(host: Pick<Host, 'call'>) {
  let typed: Draft | null = null;
  let unsaved = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Saves reach the host in the order in which they were typed. */
  let saving: Promise<unknown> = Promise.resolve();

  const cancel = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  const flush = (): Promise<unknown> => {
    cancel();
    if (unsaved && typed !== null) {
      const draft = typed;
      unsaved = false;
      saving = saving.then(async () => {
        const answer = await host.call('draft:save', draft);
        if (!answer.ok && typed === draft) unsaved = true;
      });
    }
    return saving;
  };

  return {
    type(draft: Draft): void {
      typed = draft;
      unsaved = true;
      cancel();
      timer = setTimeout(flush, DEBOUNCE_MILLISECONDS);
    },

    flush,

    /** What the page itself holds, else what the host has kept. */
    async load(): Promise<Answer<{ readonly draft: Draft | null }>> {
      if (typed === null) {
        const answer = await host.call('draft:load', {});
        if (!answer.ok) return answer;
        typed ??= answer.value.draft;
      }
      return success({ draft: typed });
    },

    /** Waits until no save is under way, so that none can come after what follows. */
    async settle(): Promise<void> {
      cancel();
      await saving;
    },

    /** After a post, which has removed the draft at the host. */
    forget(): void {
      cancel();
      typed = null;
      unsaved = false;
    },

    async discard() {
      cancel();
      await saving;
      const answer = await host.call('draft:discard', {});
      if (answer.ok) {
        typed = null;
        unsaved = false;
      }
      return answer;
    },
  };
}
