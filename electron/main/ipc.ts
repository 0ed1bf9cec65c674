/** The one place that touches `ipcMain`: answers the calls of the kiosk's page, and of nobody else. */
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Logger } from 'pino';
import { CALL_CHANNEL, PRINT_CHANNEL, STATUS_CHANNEL } from '../../common/contract/ipc-channels.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Kiosk } from '../host/compose.ts';
import { isOwnPage } from './page-address.ts';

/** Returns how to stop. */
export function serveCalls({
  kiosk,
  window,
  printing,
  log,
}: {
  kiosk: Pick<Kiosk, 'call' | 'onStatus'>;
  window: BrowserWindow;
  /** Whether the page may print at all. */
  printing: boolean;
  log: Logger;
}): () => void {
  ipcMain.handle(CALL_CHANNEL, async (event, ...words: readonly unknown[]): Promise<Outcome<unknown>> => {
    if (!isFromPage({ event, window })) {
      log.warn('a call from elsewhere than the page was refused');
      return problem('caller-refused');
    }
    const [name, input] = words;
    if (words.length !== 2 || typeof name !== 'string') return problem('input-invalid');
    return kiosk.call(name, input);
  });
  ipcMain.handle(PRINT_CHANNEL, async (event): Promise<Outcome<Record<string, never>>> => {
    if (!isFromPage({ event, window })) {
      log.warn('printing from elsewhere than the page was refused');
      return problem('caller-refused');
    }
    return printing ? print({ window, log }) : problem('printer-failed');
  });
  const stopTelling = kiosk.onStatus((status) => {
    if (window.isDestroyed() || window.webContents.isDestroyed()) return;
    window.webContents.send(STATUS_CHANNEL, status);
  });
  return () => {
    stopTelling();
    ipcMain.removeHandler(CALL_CHANNEL);
    ipcMain.removeHandler(PRINT_CHANNEL);
  };
}

/** Without a dialog, on the system's default printer. */
const print = ({
  window,
  log,
}: {
  window: BrowserWindow;
  log: Logger;
}): Promise<Outcome<Record<string, never>>> =>
  new Promise((resolve) => {
    window.webContents.print({ silent: true }, (printed, reason) => {
      if (!printed) log.warn({ reason }, 'the printer took nothing');
      resolve(printed ? success({}) : problem('printer-failed'));
    });
  });

/** The main frame of the kiosk's window, while that shows the page. `senderFrame` is null for one that has gone. */
function isFromPage({ event, window }: { event: IpcMainInvokeEvent; window: BrowserWindow }): boolean {
  const frame = event.senderFrame;
  return (
    !window.isDestroyed() &&
    event.sender.id === window.webContents.id &&
    frame !== null &&
    frame.parent === null &&
    isOwnPage(frame.url)
  );
}
