import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { serveCalls } from './ipc.ts';
import { BrowserWindow, resetElectron, WebContentsDouble, world } from './test-support/electron-double.ts';
import { asWindow } from './test-support/real-types.ts';

vi.mock('electron', () => import('./test-support/electron-double.ts'));

const REFUSED = { ok: false, problem: 'caller-refused' };
const INVALID = { ok: false, problem: 'input-invalid' };
const ANSWER = { ok: true, value: { id: 'kept' } } as const;

let window: BrowserWindow;
let called: unknown[][];
let listeners: Set<(status: KioskStatus) => void>;
let stop: () => void;

beforeEach(() => {
  resetElectron();
  window = new BrowserWindow();
  window.webContents.mainFrame.url = 'perron://kiosk/';
  called = [];
  listeners = new Set();
  stop = serve({ printing: true });
});
afterEach(() => stop());

const serve = ({ printing }: { printing: boolean }) =>
  serveCalls({
    kiosk: {
      call: async (...words) => {
        called.push(words);
        return ANSWER;
      },
      onStatus: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    window: asWindow(window),
    printing,
    log: pino({ level: 'silent' }),
  });

const invoke = async (event: object, ...words: unknown[]): Promise<unknown> => {
  const handler = world.calls.get('perron:call');
  if (handler === undefined) throw new Error('Nothing handles calls.');
  return handler(event, ...words);
};
const fromPage = () => ({ sender: window.webContents, senderFrame: window.webContents.mainFrame });

describe('a call over IPC', () => {
  it('reaches the host from the main frame of the page, and its answer comes back', async () => {
    expect(await invoke(fromPage(), 'session:open', { workshopId: null })).toEqual(ANSWER);
    expect(called).toEqual([['session:open', { workshopId: null }]]);
  });

  it('is refused from another page of this app, though it shows the same address', async () => {
    const other = new WebContentsDouble();
    other.mainFrame.url = 'perron://kiosk/';
    expect(await invoke({ sender: other, senderFrame: other.mainFrame }, 'kiosk:status', {})).toEqual(
      REFUSED,
    );
    expect(called).toEqual([]);
  });

  it('is refused from a frame inside the page, though it shows the same address', async () => {
    const frame = { url: 'perron://kiosk/', parent: window.webContents.mainFrame };
    expect(await invoke({ ...fromPage(), senderFrame: frame }, 'kiosk:status', {})).toEqual(REFUSED);
    expect(called).toEqual([]);
  });

  it.each(['https://example.org/', 'perron://example.org/', 'file:///tmp/index.html', 'about:blank', ''])(
    'is refused while the window shows %s',
    async (url) => {
      window.webContents.mainFrame.url = url;
      expect(await invoke(fromPage(), 'kiosk:status', {})).toEqual(REFUSED);
      expect(called).toEqual([]);
    },
  );

  it('is refused from a frame that has gone', async () => {
    expect(await invoke({ ...fromPage(), senderFrame: null }, 'kiosk:status', {})).toEqual(REFUSED);
    expect(called).toEqual([]);
  });

  it('is refused once the window is gone', async () => {
    window.destroyed = true;
    expect(await invoke(fromPage(), 'kiosk:status', {})).toEqual(REFUSED);
    expect(called).toEqual([]);
  });

  it.each([
    [[]],
    [['kiosk:status']],
    [[7, {}]],
    [[null, {}]],
    [[['kiosk:status'], {}]],
    [['kiosk:status', {}, {}]],
  ])('is a name and an input, not %j', async (words) => {
    expect(await invoke(fromPage(), ...words)).toEqual(INVALID);
    expect(called).toEqual([]);
  });

  it('is answered by nobody after the end', () => {
    stop();
    expect(world.calls.size).toBe(0);
    expect(listeners.size).toBe(0);
  });

  it('has only one other channel', () => {
    expect([...world.calls.keys()]).toEqual(['perron:call', 'perron:print']);
  });
});

describe('printing', () => {
  const print = (event: object, ...words: unknown[]) => world.calls.get('perron:print')?.(event, ...words);

  it('goes to the printer without a dialog', async () => {
    expect(await print(fromPage())).toEqual({ ok: true, value: {} });
    expect(window.webContents.printed).toEqual([{ silent: true }]);
  });

  it('says when the printer takes nothing', async () => {
    window.webContents.printerFault = 'no paper';
    expect(await print(fromPage())).toEqual({ ok: false, problem: 'printer-failed' });
  });

  it('is refused from elsewhere than the page', async () => {
    const other = new WebContentsDouble();
    expect(await print({ sender: other, senderFrame: other.mainFrame })).toEqual(REFUSED);
    expect(window.webContents.printed).toEqual([]);
  });

  it('is not there where no printer is set', async () => {
    stop();
    stop = serve({ printing: false });
    expect(await print(fromPage())).toEqual({ ok: false, problem: 'printer-failed' });
    expect(window.webContents.printed).toEqual([]);
  });
});

describe('the status', () => {
  const status = { languages: ['fr'] } as unknown as KioskStatus;
  const tell = () => {
    for (const listener of listeners) listener(status);
  };

  it('is sent to the page', () => {
    tell();
    expect(window.webContents.sent).toEqual([['perron:status', status]]);
  });

  it('is sent to no window that is gone', () => {
    window.destroyed = true;
    tell();
    expect(window.webContents.sent).toEqual([]);
  });

  it('is sent to no page that is gone', () => {
    window.webContents.destroyed = true;
    tell();
    expect(window.webContents.sent).toEqual([]);
  });
});
