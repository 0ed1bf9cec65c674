/**
 * What Chromium sent to a printer. On Linux it writes each sheet into its folder for temporary files and leaves it there, the
 * code of somebody's slip with it; here it has a folder of its own for that, in which no sheet grows old.
 */
import { closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Time for the printing system to open it; what is open is printed to its end. */
const PRINTED_AFTER_MS = 10_000;
const LOOK_EVERY_MS = 5_000;
const PDF = '%PDF-';

function isPdf(file: string): boolean {
  const head = Buffer.alloc(PDF.length);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, head);
  } finally {
    closeSync(opened);
  }
  return head.toString('latin1') === PDF;
}

function sweep(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(folder, entry.name);
    try {
      if (Date.now() - statSync(file).mtimeMs > PRINTED_AFTER_MS && isPdf(file))
        rmSync(file, { force: true });
    } catch {
      // Chromium took it away itself meanwhile.
    }
  }
}

export type Scratch = { readonly folder: string; close(): void };

/** A folder for Chromium's temporary files; closed, it is gone with all that is in it. */
export function openScratch(): Scratch {
  const folder = mkdtempSync(path.join(tmpdir(), 'perron-scratch-'));
  const timer = setInterval(() => sweep(folder), LOOK_EVERY_MS);
  timer.unref();
  return {
    folder,
    close() {
      clearInterval(timer);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
