/** Pulls the feed, page after page, until the service has no more. */
import type { Logger } from 'pino';
import type { FeedCursor } from '../../../common/contract/feed.ts';
import type { PullAnswer } from '../../../common/contract/sync.ts';
import type { Outcome } from '../../../common/problems.ts';
import type { FeedCopy } from '../feed.ts';
import type { Store } from '../store/store.ts';
import { backoff } from './backoff.ts';
import type { Ask } from './request.ts';

/**
 * Small enough that applying a page does not hold up a person who is typing, and that Node collects its objects while they are young: with
 * 250 a kiosk that had missed 100,000 contributions held 30 MiB more (`npm run bench -- --only away`).
 */
const PAGE = 100;

type Pulled = Promise<Outcome<PullAnswer>>;

export type FeedPuller = {
  /** From the welcome on; it pulls when it is kicked. */
  start(ask: Ask): void;
  stop(): void;
  /** There may be news. */
  kick(): void;
};

export function createFeedPuller({
  store,
  log,
  copy,
  applied,
  tookOurs,
}: {
  store: Store;
  log: Logger;
  copy: FeedCopy;
  applied: () => void;
  /** What was said at this kiosk is shown no more: taken back elsewhere, as like as not. */
  tookOurs: () => void;
}): FeedPuller {
  let ask: Ask | null = null;
  let pulling = false;
  let again = false;
  let oursGone = false;
  let retry: NodeJS.Timeout | undefined;
  const wait = backoff({ first: 2_000, longest: 120_000 });

  const ownCursor = (): FeedCursor | null => {
    const { cursor } = store.feed.state();
    const scope = store.device.enrolment()?.configuration.consultationId;
    return cursor?.scope === scope ? cursor : null;
  };
  const pageAfter = (from: Ask, cursor: FeedCursor | null): Pulled =>
    from('feed:pull', { cursor, limit: PAGE });

  const take = async (page: PullAnswer): Promise<void> => {
    const { cursor, sweeping } = store.feed.state();
    const isNews = page.entries.length > 0 || page.reset || page.cursor.position !== cursor?.position;
    if (!isNews && !sweeping) return;
    copy.apply(page);
    const gone = page.entries.flatMap(({ id, document }) => (document === null ? id : []));
    // A snapshot does not name what is gone.
    oursGone ||= page.reset || store.records.haveWords(gone);
    applied();
    await copy.sweep(page);
  };

  /** While a page is applied the next one is on its way, and no more than that one. */
  const pullPages = async (from: Ask): Promise<void> => {
    let next: Pulled | null = pageAfter(from, ownCursor());
    while (next !== null) {
      const answer: Outcome<PullAnswer> = await next;
      if (from !== ask) return;
      if (!answer.ok) {
        log.warn({ problem: answer.problem }, 'the feed could not be pulled');
        clearTimeout(retry);
        retry = setTimeout(kick, wait.next()).unref();
        return;
      }
      wait.reset();
      const page: PullAnswer = answer.value;
      next = page.more ? pageAfter(from, page.cursor) : null;
      await take(page);
    }
  };

  const pull = async (): Promise<void> => {
    pulling = true;
    try {
      while (ask !== null) {
        await pullPages(ask);
        if (!again) break;
        again = false;
      }
    } finally {
      pulling = false;
    }
    if (!oursGone) return;
    oursGone = false;
    tookOurs();
  };

  function kick(): void {
    if (pulling) again = true;
    else pull().catch((error) => log.error({ err: error }, 'the feed could not be applied'));
  }

  return {
    start(from) {
      ask = from;
    },
    stop() {
      ask = null;
      clearTimeout(retry);
    },
    kick,
  };
}
