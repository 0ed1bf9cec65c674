/** A file system of a few megabytes, where this process may mount one (Linux, as root). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = { readonly folder: string; remove(): void };

export function mountSmallDisk({
  megabytes,
  owner,
}: {
  readonly megabytes: number;
  /** A user's number. */
  readonly owner: number;
}): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'perron-small-'));
  const options = `size=${megabytes}m,uid=${owner},mode=700`;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'perron-small', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  return {
    folder,
    remove() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

export function canMount(): boolean {
  try {
    mountSmallDisk({ megabytes: 1, owner: 0 }).remove();
    return true;
  } catch {
    return false;
  }
}
