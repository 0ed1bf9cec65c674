import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openScratch } from './printed.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

test('a sheet that was printed does not stay behind; what is being printed and all else does', () => {
  const scratch = openScratch();
  const put = (name: string, text: string, at: Date) => {
    const file = path.join(scratch.folder, name);
    writeFileSync(file, text);
    utimesSync(file, at, at);
    return file;
  };
  const before = new Date(Date.now() - 60_000);
  const printed = put('.org.chromium.Chromium.a', '%PDF-1.4 Marked-slip-Ermintrude', before);
  const printing = put('.org.chromium.Chromium.b', '%PDF-1.4', new Date());
  const other = put('.org.chromium.Chromium.c', 'a lock', before);
  expect(existsSync(printed)).toBe(true);
  vi.runOnlyPendingTimers();
  expect([printed, printing, other].map(existsSync)).toEqual([false, true, true]);
  scratch.close();
  expect(existsSync(scratch.folder)).toBe(false);
});
