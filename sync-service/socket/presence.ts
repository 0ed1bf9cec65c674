/** Tells the other processes, through the store, which kiosks are connected to this one. */
import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import { PRESENCE_LASTS_MS } from '../store/presence.ts';
import type { Store } from '../store/store.ts';
import { connectedDevices, type SyncSpace } from './rooms.ts';

/** A storm of connections is one write in this time. */
const TOLD_APART_MS = 1_000;
/** Often enough that one that fails does no harm. */
const TOLD_AGAIN_MS = PRESENCE_LASTS_MS / 3;

export function tellPresence({
  space,
  store,
  log,
}: {
  readonly space: SyncSpace;
  readonly store: Store;
  readonly log: Log;
}): { stop(): Promise<void> } {
  const processId = randomUUID();
  let toldAt = Number.NEGATIVE_INFINITY;
  let changed = false;
  let telling: Promise<void> = Promise.resolve();

  const tell = async (deviceIds: readonly string[]): Promise<void> => {
    try {
      await store.presence.tell({ processId, deviceIds });
    } catch (error) {
      log.error({ err: error }, 'could not tell who is connected');
    }
  };
  const noteChange = (): void => {
    changed = true;
  };
  space.adapter.on('create-room', noteChange);
  space.adapter.on('delete-room', noteChange);
  const timer = setInterval(() => {
    if (!changed && performance.now() - toldAt < TOLD_AGAIN_MS) return;
    changed = false;
    toldAt = performance.now();
    telling = telling.then(() => tell(connectedDevices(space)));
  }, TOLD_APART_MS);

  return {
    /** Nobody is connected to it any more. */
    async stop() {
      clearInterval(timer);
      space.adapter.off('create-room', noteChange);
      space.adapter.off('delete-room', noteChange);
      await telling;
      await tell([]);
    },
  };
}
