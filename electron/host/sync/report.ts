/**
 * Tells the service how this machine does, for whoever looks after it: when it is welcomed, and when that has changed.
 * The figures are coarse, so that a disk that breathes is no news.
 */
import type { Logger } from 'pino';
import { CLOCK_OFFSET_MAX_MS, type DeviceReport, PENDING_MAX } from '../../../common/contract/sync.ts';
import { PERRON_VERSION } from '../../../platform/version.ts';
import type { Clock } from '../clock.ts';
import type { Disk } from '../disk.ts';
import type { Store } from '../store/store.ts';
import type { Ask } from './request.ts';

const LOOK_EVERY_MS = 60_000;
/** Also without news, so that staff see when a kiosk was last there. */
const TELL_EVERY_MS = 15 * 60_000;

const CLOCK_STEP_MS = 10_000;
const DISK_STEP_BYTES = 10_000_000;
const DISK_COARSE_STEP_BYTES = 100_000_000;

/** A multiple of 10 MB below 1 GB, of 100 MB above. */
function coarseBytes(bytes: number): number {
  const step = bytes < 10 * DISK_COARSE_STEP_BYTES ? DISK_STEP_BYTES : DISK_COARSE_STEP_BYTES;
  return Math.floor(bytes / step) * step;
}

const coarseOffset = (offset: number): number => {
  const within = Math.max(-CLOCK_OFFSET_MAX_MS, Math.min(CLOCK_OFFSET_MAX_MS, offset));
  // A zero has no sign on its way through JSON.
  return Math.trunc(within / CLOCK_STEP_MS) * CLOCK_STEP_MS + 0;
};

export function readReport({ store, disk }: { store: Store; disk: Disk | null }): DeviceReport {
  const { pending } = store.outbox.counts();
  return {
    version: PERRON_VERSION,
    pending: Math.min(pending, PENDING_MAX),
    clockOffset: coarseOffset(store.device.anchor()?.clockOffset ?? 0),
    // Some file systems tell of no size at all.
    disk:
      disk === null || disk.totalBytes < 1
        ? null
        : {
            freeBytes: coarseBytes(Math.min(disk.freeBytes, disk.totalBytes)),
            totalBytes: disk.totalBytes,
          },
  };
}

export type Reporter = { start(ask: Ask): void; stop(): void };

export function createReporter({
  read,
  clock,
  log,
}: {
  read: () => Promise<DeviceReport>;
  clock: Clock;
  log: Logger;
}): Reporter {
  let current: Ask | null = null;
  let timer: NodeJS.Timeout | undefined;
  let told: { readonly text: string; readonly at: number } | null = null;

  const stop = (): void => {
    clearInterval(timer);
    current = null;
    told = null;
  };

  const look = async (ask: Ask): Promise<void> => {
    const report = await read();
    const text = JSON.stringify(report);
    const at = clock.mono();
    if (current !== ask || (told?.text === text && at - told.at < TELL_EVERY_MS)) return;
    const answer = await ask('device:report', report);
    if (current !== ask) return;
    if (answer.ok) told = { text, at };
    // A service that is older than this event: there is nobody to tell on this connection.
    else if (answer.problem === 'call-unknown') stop();
    else log.info({ problem: answer.problem }, 'the service did not take the report; it is tried again');
  };

  return {
    start(ask) {
      stop();
      current = ask;
      const tell = () => {
        look(ask).catch((error) => log.error({ err: error }, 'the report could not be made'));
      };
      tell();
      timer = setInterval(tell, LOOK_EVERY_MS).unref();
    },
    stop,
  };
}
