import { expect, test, vi } from 'vitest';
import { type Disk, diskOf, watchDisk } from './disk.ts';
import { temporaryFolder } from './test-support/host.ts';

test('tells when room becomes little, is gone, and is there again', async () => {
  let freeBytes = 2e9;
  const changed = vi.fn();
  const watch = watchDisk({ read: async (): Promise<Disk> => ({ freeBytes, totalBytes: 4e9 }), changed });
  const roomWith = async (free: number) => {
    freeBytes = free;
    await watch.look();
    return watch.room();
  };
  expect(await roomWith(2e9)).toBe('enough');
  expect(changed).not.toHaveBeenCalled();
  expect(await roomWith(499e6)).toBe('low');
  expect(await roomWith(19e6)).toBe('none');
  expect(await roomWith(1e9)).toBe('enough');
  expect(changed).toHaveBeenCalledTimes(3);
  watch.stop();
});

test('a system that does not tell is no reason to stop anybody', async () => {
  expect(await diskOf(`${temporaryFolder()}/nowhere/at/all`)).toBeNull();
  const watch = watchDisk({ read: async () => null, changed: () => {} });
  await watch.look();
  expect(watch.room()).toBe('enough');
  watch.stop();
});
