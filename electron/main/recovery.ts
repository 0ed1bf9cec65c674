/** Brings the page back after its process died, hung or could not load it, more patiently each time. */
import type { BrowserWindow } from 'electron';
import type { Logger } from 'pino';
import { PAGE_URL } from './page-address.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A page that stood this long was well: the next pause is the first again. */
const STEADY_MS = 60_000;
/** Of Chromium's network errors: a load that another one took the place of. */
const ABORTED = -3;

/** Returns how to stop. */
export function keepPageUp({ window, log }: { window: BrowserWindow; log: Logger }): () => void {
  const { webContents } = window;
  let pause = FIRST_PAUSE_MS;
  let again: NodeJS.Timeout | undefined;
  let steady: NodeJS.Timeout | undefined;

  const bringBack = (why: Record<string, unknown>) => {
    if (again !== undefined) return;
    clearTimeout(steady);
    log.error({ ...why, pause }, 'the page is gone; it is loaded again');
    again = setTimeout(() => {
      again = undefined;
      if (window.isDestroyed()) return;
      // A rejection comes with `did-fail-load`, which tries again.
      webContents.loadURL(PAGE_URL).catch(() => undefined);
    }, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };

  webContents.on('render-process-gone', (_, { reason, exitCode }) => bringBack({ reason, exitCode }));
  webContents.on('did-fail-load', (_, errorCode, _description, _url, isMainFrame) => {
    if (isMainFrame && errorCode !== ABORTED) bringBack({ reason: 'load-failed', errorCode });
  });
  webContents.on('did-finish-load', () => {
    clearTimeout(steady);
    steady = setTimeout(() => {
      pause = FIRST_PAUSE_MS;
    }, STEADY_MS);
  });
  window.on('unresponsive', () => {
    log.error('the page hangs; its process is ended');
    // Which is followed by `render-process-gone`.
    webContents.forcefullyCrashRenderer();
  });

  return () => {
    clearTimeout(again);
    clearTimeout(steady);
  };
}
