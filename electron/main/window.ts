/** The kiosk's one window: the page in a sandbox, over the whole screen unless it is asked for as a plain window. */
import type { BrowserWindowConstructorOptions, Session } from 'electron';

/** Shown until the page has painted, and around it: the page's own background. */
const BACKGROUND = '#f7f2e8';

export function windowOptions({
  windowed,
  packaged,
  preload,
  session,
}: {
  windowed: boolean;
  packaged: boolean;
  preload: string;
  session: Session;
}): BrowserWindowConstructorOptions {
  return {
    title: 'Perron',
    width: 1280,
    height: 800,
    kiosk: !windowed,
    fullscreen: !windowed,
    autoHideMenuBar: true,
    backgroundColor: BACKGROUND,
    webPreferences: {
      session,
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !packaged,
    },
  };
}
