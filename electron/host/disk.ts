/** Room on the disk that holds the data folder, looked at now and then: what has no room must be said before it is typed. */
import { statfs } from 'node:fs/promises';

export type Disk = { readonly freeBytes: number; readonly totalBytes: number };
export type Room = 'enough' | 'low' | 'none';

/** A day's contributions take some megabytes; below this somebody should act. */
const LOW_BYTES = 500_000_000;
/** The database needs room for its log and for a checkpoint. */
const NONE_BYTES = 20_000_000;
const LOOK_EVERY_MS = 60_000;

/** Null where the system does not tell. */
export async function diskOf(folder: string): Promise<Disk | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}

export type DiskWatch = {
  room(): Room;
  /** At once, after a save has failed. */
  look(): Promise<void>;
  stop(): void;
};

export function watchDisk({
  read,
  changed,
}: {
  read: () => Promise<Disk | null>;
  changed: () => void;
}): DiskWatch {
  let room: Room = 'enough';
  const look = async (): Promise<void> => {
    const free = (await read())?.freeBytes ?? Number.POSITIVE_INFINITY;
    const now = free < NONE_BYTES ? 'none' : free < LOW_BYTES ? 'low' : 'enough';
    if (now === room) return;
    room = now;
    changed();
  };
  void look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return { room: () => room, look, stop: () => clearInterval(timer) };
}
