/**
 * Erases the words that the service says need not be kept any longer, and those that were taken back. It asks once it
 * is welcomed and four times a day, when told that the service has a hand free, and when the feed takes away what was said
 * here; a kiosk that meets no service keeps everything.
 */
import { promisify } from 'node:util';
import type { Logger } from 'pino';
import type { SimilarIdeas } from '../idea-index.ts';
import type { Store } from '../store/store.ts';
import { unlistContributions } from '../withdrawals.ts';
import { backoff } from './backoff.ts';
import type { Ask } from './request.ts';

const ASK_EVERY_MS = 6 * 3_600_000;
/** In one transaction: few enough that a person who is typing does not wait. */
const ERASED_AT_ONCE = 200;

const breath = promisify(setImmediate);

export type Expiry = {
  start(ask: Ask): void;
  /** The service has a hand free: asks if it is time. */
  kick(): void;
  /** There is something to ask about. */
  ask(): void;
  stop(): void;
};

export function createExpiry({
  store,
  similar,
  log,
  erased,
  due,
}: {
  store: Store;
  similar: SimilarIdeas;
  log: Logger;
  erased: () => void;
  /** It is time to ask, as soon as the service has a hand free. */
  due: () => void;
}): Expiry {
  let current: Ask | null = null;
  let isDue = false;
  let again: NodeJS.Timeout | undefined;
  const wait = backoff({ first: 2_000, longest: 600_000 });

  const eraseSome = (chain: { chainId: string; through: number }): number =>
    store.transaction(() => {
      const ids = store.records.eraseWords({ ...chain, limit: ERASED_AT_ONCE });
      for (const id of ids) if (store.documents.removeOwn(id)) similar.remove(id);
      return ids.length;
    });

  /** Taken back at another kiosk: here lies what was recorded. */
  const eraseWithdrawn = (ids: readonly string[]): number =>
    store.transaction(() => {
      const erased = store.records.eraseWithdrawn(ids);
      unlistContributions({ store, similar, ids: erased });
      return erased.length;
    });

  const expire = async (ask: Ask): Promise<void> => {
    const answer = await ask('records:expire', {});
    if (current !== ask) return;
    if (!answer.ok) {
      log.warn({ problem: answer.problem }, 'the service did not say which words may go');
      dueIn(wait.next());
      return;
    }
    wait.reset();
    let total = eraseWithdrawn(answer.value.withdrawn ?? []);
    for (const chain of answer.value.chains) {
      for (let some = ERASED_AT_ONCE; some === ERASED_AT_ONCE && current === ask; total += some) {
        some = eraseSome(chain);
        await breath();
      }
    }
    if (total === 0) return;
    store.truncateLog();
    log.info({ records: total }, 'words of acknowledged or withdrawn records were erased');
    erased();
  };

  const dueIn = (ms: number): void => {
    clearTimeout(again);
    again = setTimeout(() => {
      isDue = true;
      dueIn(ASK_EVERY_MS);
      due();
    }, ms).unref();
  };

  const kick = (): void => {
    const asked = current;
    if (!isDue || asked === null) return;
    isDue = false;
    expire(asked).catch((error) => {
      log.error({ err: error }, 'words could not be erased; it is tried again');
      if (current === asked) dueIn(wait.next());
    });
  };

  return {
    start(ask) {
      current = ask;
      isDue = true;
      dueIn(ASK_EVERY_MS);
    },
    kick,
    ask() {
      isDue = true;
      kick();
    },
    stop() {
      clearTimeout(again);
      current = null;
    },
  };
}
