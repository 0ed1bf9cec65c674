/**
 * What keeps the window on the kiosk's page: no other address, window, guest, download, permission or device,
 * whatever the page or a person at it tries. Follows Electron's security checklist.
 */
import type { App, Session, WebContents } from 'electron';
import type { Logger } from 'pino';
import { isOwnPage } from './page-address.ts';

/** For every page that this app will ever open. To be called before the first window. */
export function lockApp({ app, log }: { app: App; log: Logger }): void {
  app.on('web-contents-created', (_, contents) => lockContents({ contents, log }));
  app.on('certificate-error', (event, _contents, _url, error, _certificate, callback) => {
    log.warn({ error }, 'certificate refused');
    event.preventDefault();
    callback(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, callback) => {
    // Otherwise Electron would offer the first certificate of the machine.
    event.preventDefault();
    callback();
  });
  app.on('login', (event, _contents, _details, _authentication, callback) => {
    event.preventDefault();
    callback();
  });
}

function lockContents({ contents, log }: { contents: WebContents; log: Logger }): void {
  const stay = (event: { url: string; preventDefault(): void }) => {
    if (isOwnPage(event.url)) return;
    // The address may hold words that somebody typed; its scheme does not.
    log.warn({ scheme: URL.parse(event.url)?.protocol ?? null }, 'navigation refused');
    event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', (event) => {
    // The page has no frames.
    if (event.isMainFrame) stay(event);
    else event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

export function lockSession({ session, log }: { session: Session; log: Logger }): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log.warn({ permission }, 'permission refused');
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isOwnPage(details.url) }));
  // It would fetch its dictionaries from the network, and learn words.
  session.setSpellCheckerEnabled(false);
}
