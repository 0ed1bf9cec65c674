import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { lockApp, lockSession } from './lockdown.ts';
import {
  app,
  createEvent,
  resetElectron,
  SessionDouble,
  WebContentsDouble,
} from './test-support/electron-double.ts';
import { asApp, asSession } from './test-support/real-types.ts';

const ELSEWHERE = 'https://example.org/?q=something+typed';
const OWN = 'perron://kiosk/';

let written = '';
const log = pino({ level: 'info' }, { write: (line: string) => (written += line) });

describe('any page of this app', () => {
  let contents: WebContentsDouble;
  beforeEach(() => {
    resetElectron();
    written = '';
    lockApp({ app: asApp(app), log });
    contents = new WebContentsDouble();
    app.emit('web-contents-created', createEvent(), contents);
  });

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
    'stays on the kiosk page at %s',
    (name) => {
      const leaving = createEvent({ url: ELSEWHERE, isMainFrame: true });
      contents.emit(name, leaving);
      expect(leaving.prevented).toBe(true);

      const staying = createEvent({ url: OWN, isMainFrame: true });
      contents.emit(name, staying);
      expect(staying.prevented).toBe(false);
    },
  );

  it.each([OWN, ELSEWHERE])('loads no frame, not even from %s', (url) => {
    const event = createEvent({ url, isMainFrame: false });
    contents.emit('will-frame-navigate', event);
    expect(event.prevented).toBe(true);
  });

  it('writes no address into the log', () => {
    contents.emit('will-navigate', createEvent({ url: ELSEWHERE, isMainFrame: true }));
    expect(written).toContain('navigation refused');
    expect(written).not.toContain('example.org');
    expect(written).not.toContain('typed');
  });

  it.each([OWN, ELSEWHERE])('opens no window, not even of %s', (url) => {
    expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' });
  });

  it('takes no guest in', () => {
    const event = createEvent();
    contents.emit('will-attach-webview', event);
    expect(event.prevented).toBe(true);
  });
});

describe('the app', () => {
  beforeEach(() => {
    resetElectron();
    lockApp({ app: asApp(app), log });
  });

  it('trusts no certificate that Chromium does not', () => {
    const event = createEvent();
    const answers: unknown[] = [];
    app.emit('certificate-error', event, {}, ELSEWHERE, 'net::ERR_CERT_INVALID', {}, (trusted: unknown) =>
      answers.push(trusted),
    );
    expect(event.prevented).toBe(true);
    expect(answers).toEqual([false]);
  });

  it('offers no certificate of the machine', () => {
    const event = createEvent();
    const answers: unknown[][] = [];
    app.emit('select-client-certificate', event, {}, ELSEWHERE, [{}], (...words: unknown[]) =>
      answers.push(words),
    );
    expect(event.prevented).toBe(true);
    expect(answers).toEqual([[]]);
  });

  it('signs in nowhere', () => {
    const event = createEvent();
    const answers: unknown[][] = [];
    app.emit('login', event, {}, {}, {}, (...words: unknown[]) => answers.push(words));
    expect(event.prevented).toBe(true);
    expect(answers).toEqual([[]]);
  });
});

describe("the page's session", () => {
  let session: SessionDouble;
  beforeEach(() => {
    session = new SessionDouble();
    lockSession({ session: asSession(session), log });
  });

  it.each(['media', 'geolocation', 'openExternal', 'clipboard-read', 'fullscreen', 'unknown'])(
    'grants no permission when the page asks for %s',
    (permission) => {
      const answers: unknown[] = [];
      session.requestHandler?.({}, permission, (granted) => answers.push(granted));
      expect(answers).toEqual([false]);
    },
  );

  it('holds no permission when the page checks', () => {
    expect(session.checkHandler?.()).toBe(false);
  });

  it('hands over no device', () => {
    expect(session.deviceHandler?.()).toBe(false);
  });

  it('downloads nothing', () => {
    const event = createEvent();
    session.emit('will-download', event, {}, {});
    expect(event.prevented).toBe(true);
  });

  it.each([
    ['perron://kiosk/assets/index.js', false],
    ['perron://example.org/', true],
    [ELSEWHERE, true],
    ['ws://127.0.0.1:3000/', true],
    ['file:///etc/passwd', true],
    ['data:text/plain,x', true],
    ['devtools://devtools/bundled/inspector.html', true],
  ])('asked for %s, cancels it: %s', (url, cancel) => {
    const answers: unknown[] = [];
    session.beforeRequest?.({ url }, (answer) => answers.push(answer));
    expect(answers).toEqual([{ cancel }]);
  });

  it('fetches no dictionary', () => {
    expect(session.spellChecker).toBe(false);
  });
});
