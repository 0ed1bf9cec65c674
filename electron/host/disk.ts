/** Room on the disk that holds the data folder, looked at now and then: what has no room must be said before it is typed. */
import { statfs } from 'node:fs/promises';
import { type Room, roomOf } from '../../common/domain/kiosk-condition.ts';

export type Disk = { readonly freeBytes: number; readonly totalBytes: number };
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
    const now = roomOf(free);
    if (now === room) return;
    room = now;
    changed();
  };
  void look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return { room: () => room, look, stop: () => clearInterval(timer) };
}
