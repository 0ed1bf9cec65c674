import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepPageUp } from './recovery.ts';
import { BrowserWindow, createEvent, resetElectron } from './test-support/electron-double.ts';
import { asWindow } from './test-support/real-types.ts';

const PAGE = 'perron://kiosk/';

let window: BrowserWindow;
let logged: { reason?: string; pause?: number }[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  resetElectron();
  window = new BrowserWindow();
  logged = [];
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) });
  stop = keepPageUp({ window: asWindow(window), log });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const crash = () =>
  window.webContents.emit('render-process-gone', createEvent(), { reason: 'crashed', exitCode: 5 });
const fail = ({ errorCode = -2, isMainFrame = true } = {}) =>
  window.webContents.emit('did-fail-load', createEvent(), errorCode, 'failed', PAGE, isMainFrame, 1, 1);
const pauses = () => logged.flatMap(({ pause }) => (pause === undefined ? [] : [pause]));

describe('the page of an unattended kiosk', () => {
  it('comes back on its start after its process died', () => {
    crash();
    expect(window.webContents.loaded).toEqual([]);
    vi.runOnlyPendingTimers();
    expect(window.webContents.loaded).toEqual([PAGE]);
    expect(logged).toMatchObject([{ reason: 'crashed', exitCode: 5 }]);
  });

  it('comes back after it could not be loaded', () => {
    fail();
    vi.runOnlyPendingTimers();
    expect(window.webContents.loaded).toEqual([PAGE]);
  });

  it('is left alone when something in it, or a load that another replaced, failed', () => {
    fail({ isMainFrame: false });
    fail({ errorCode: -3 });
    vi.runOnlyPendingTimers();
    expect(window.webContents.loaded).toEqual([]);
  });

  it('comes back after it hung, in a new process', () => {
    window.emit('unresponsive');
    expect(window.webContents.crashes).toBe(1);
    vi.runOnlyPendingTimers();
    expect(window.webContents.loaded).toEqual([PAGE]);
  });

  it('is loaded once for one death that shows itself twice', () => {
    crash();
    fail();
    vi.runOnlyPendingTimers();
    expect(window.webContents.loaded).toEqual([PAGE]);
  });

  it('is waited for longer each time that it dies again, up to half a minute', () => {
    for (let death = 0; death < 9; death += 1) {
      crash();
      vi.runOnlyPendingTimers();
    }
    expect(pauses()).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('is brought back quickly again after it stood well for a minute', () => {
    crash();
    vi.runOnlyPendingTimers();
    crash();
    vi.runOnlyPendingTimers();
    window.webContents.emit('did-finish-load');
    vi.advanceTimersByTime(60_000);
    crash();
    expect(pauses()).toEqual([500, 1_000, 500]);
  });

  it('has not stood well when it died within the minute', () => {
    crash();
    vi.advanceTimersByTime(500);
    window.webContents.emit('did-finish-load');
    vi.advanceTimersByTime(59_000);
    crash();
    vi.advanceTimersByTime(1_000);
    crash();
    expect(pauses()).toEqual([500, 1_000, 2_000]);
  });

  it('survives a load that is refused', async () => {
    window.webContents.failLoad = new Error('ERR_FAILED');
    crash();
    await vi.runOnlyPendingTimersAsync();
    expect(window.webContents.loaded).toEqual([PAGE]);
  });

  it('is not loaded into a window that is gone, nor after the end', () => {
    crash();
    window.destroyed = true;
    vi.runOnlyPendingTimers();
    window.destroyed = false;
    crash();
    stop();
    vi.runOnlyPendingTimers();
    expect(window.webContents.loaded).toEqual([]);
  });
});
