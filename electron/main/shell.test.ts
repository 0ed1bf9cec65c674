import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import type { Outcome } from '../../common/problems.ts';
import { openHost, temporaryFolder } from '../host/test-support/host.ts';
import { enrolmentCode, startService } from '../host/test-support/synced.ts';
import { startShell } from './shell.ts';
import { app, createEvent, resetElectron, world } from './test-support/electron-double.ts';

vi.mock('electron', () => import('./test-support/electron-double.ts'));

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

let dataFolder: string;
let said: string;
let complained: string;
let before: Map<NodeJS.Signals, readonly NodeJS.SignalsListener[]>;

/** What the shell itself does at a signal: the test's runner listens too. */
const ownListeners = (signal: NodeJS.Signals) =>
  process.listeners(signal).filter((listener) => !before.get(signal)?.includes(listener));

beforeEach(() => {
  resetElectron();
  world.appPath = temporaryFolder();
  dataFolder = path.join(temporaryFolder(), 'kiosk');
  mkdirSync(path.join(world.appPath, 'dist', 'renderer'), { recursive: true });
  writeFileSync(path.join(world.appPath, 'dist', 'renderer', 'index.html'), '<title>Perron</title>');
  before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
  said = '';
  complained = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complained += text;
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  if (world.windows.length > 0 && world.exits.length === 0) await quit();
  for (const signal of SIGNALS) {
    for (const listener of ownListeners(signal)) process.off(signal, listener);
  }
});

const start = (environment: Record<string, string> = {}) =>
  startShell({ PERRON_KIOSK_DATA: dataFolder, PERRON_LOG_LEVEL: 'silent', ...environment });

async function quit() {
  const event = createEvent();
  app.emit('before-quit', event);
  await ended();
  return event;
}
const ended = () => vi.waitFor(() => expect(world.exits).not.toEqual([]));

function shown() {
  const [window] = world.windows;
  if (window === undefined) throw new Error('There is no window.');
  return window;
}

const status = async (): Promise<KioskStatus> => {
  const { webContents } = shown();
  const event = { sender: webContents, senderFrame: webContents.mainFrame };
  const answer = (await world.calls.get('perron:call')?.(event, 'kiosk:status', {})) as Outcome<KioskStatus>;
  if (!answer.ok) throw new Error(answer.problem);
  return answer.value;
};

describe('a start', () => {
  it('registers the scheme, the sandbox and the lock before Electron is ready', async () => {
    await start();
    expect(world.steps).toEqual(['schemes', 'sandbox', 'lock', 'ready']);
    expect(world.schemes).toEqual([{ scheme: 'perron', privileges: { standard: true, secure: true } }]);
    expect(world.menu).toBeNull();
  });

  it('shows the page in one locked window and says so', async () => {
    await start();
    expect(world.windows).toHaveLength(1);
    expect(shown().webContents.loaded).toEqual(['perron://kiosk/']);
    expect(shown().options).toMatchObject({ kiosk: true });
    expect(shown().options.webPreferences?.preload).toBe(
      path.join(world.appPath, 'dist', 'electron', 'preload.cjs'),
    );
    expect(said).toBe('Perron kiosk: shown in Electron\n');
  });

  it.each([true, false])(
    'has developer tools only where Perron is not packaged: packaged %s',
    async (packaged) => {
      app.isPackaged = packaged;
      await start();
      expect(shown().options.webPreferences?.devTools).toBe(!packaged);
    },
  );

  it('locks the window down before it has loaded anything', async () => {
    await start();
    expect(shown().webContents.openHandler?.({ url: 'perron://kiosk/' })).toEqual({ action: 'deny' });
    expect(app.listenerCount('certificate-error')).toBe(1);
  });

  it('keeps the page in a session of memory alone, which is locked and serves it', async () => {
    await start();
    const [[partition, session] = []] = [...world.sessions];
    expect(partition).not.toMatch(/^persist:|^$/);
    expect(world.sessions.size).toBe(1);
    expect(shown().options.webPreferences?.session).toBe(session);
    expect(session?.checkHandler?.()).toBe(false);
    const page = await session?.handled.get('perron')?.(new Request('perron://kiosk/'));
    expect(await page?.text()).toBe('<title>Perron</title>');
  });

  it("keeps Chromium's profile inside the data folder, which nobody else may read", async () => {
    await start();
    expect(world.paths.get('userData')).toBe(path.join(dataFolder, 'shell'));
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    expect(existsSync(path.join(dataFolder, 'kiosk.db'))).toBe(true);
  });

  it('answers the page from the host', async () => {
    await start();
    expect((await status()).sync.state).toBe('not-enrolled');
  });

  it('brings the page back', async () => {
    await start();
    shown().webContents.emit('render-process-gone', createEvent(), { reason: 'crashed', exitCode: 1 });
    await vi.waitFor(() => expect(shown().webContents.loaded).toHaveLength(2));
  });

  it('enrols the kiosk once, and starts again with the code that is spent', async () => {
    const service = await startService();
    const environment = {
      PERRON_SERVICE_URL: service.url,
      PERRON_ENROLMENT_CODE: await enrolmentCode(service),
    };
    await start(environment);
    expect((await status()).kiosk).toEqual({ name: 'Library kiosk', place: 'Chiroux' });
    await vi.waitFor(() => {
      const [channel, told] = shown().webContents.sent.at(-1) ?? [];
      expect(channel).toBe('perron:status');
      expect(told).toMatchObject({ kiosk: { name: 'Library kiosk' } });
    });
    await quit();

    const { appPath } = world;
    resetElectron();
    world.appPath = appPath;
    await start(environment);
    expect((await status()).kiosk).toEqual({ name: 'Library kiosk', place: 'Chiroux' });
  });
});

describe('a second start on the same data folder', () => {
  it('gives way and opens nothing', async () => {
    world.onlyInstance = false;
    await start();
    expect(world.steps).toEqual(['schemes', 'sandbox', 'lock', 'quit']);
    expect(world.windows).toEqual([]);
    expect(existsSync(path.join(dataFolder, 'kiosk.db'))).toBe(false);
    expect(complained).toContain('running on this data folder already');
  });

  it('brings the first one to the front', async () => {
    await start();
    shown().minimized = true;
    app.emit('second-instance');
    expect(shown()).toMatchObject({ minimized: false, focused: 1 });
  });
});

describe('a start that fails', () => {
  async function refusal(environment: Record<string, string> = {}): Promise<string> {
    await start(environment);
    expect(world.exits).toEqual([1]);
    expect(world.errorBoxes).toHaveLength(1);
    expect(world.steps.slice(-2)).toEqual(['ready', 'error box']);
    expect(said).toBe('');
    const [box] = world.errorBoxes;
    expect(complained).toBe(`The kiosk did not start. ${box?.content}\n`);
    expect(box?.title).toBe('The kiosk did not start');
    return box?.content ?? '';
  }

  it('tells which other shell holds the data folder', async () => {
    await openHost({ dataFolder });
    expect(await refusal()).toContain(`Another Perron kiosk is running on ${dataFolder}`);
  });

  it('tells of a database that is damaged', async () => {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(path.join(dataFolder, 'kiosk.db'), 'not a database'.repeat(500));
    expect(await refusal()).toContain('kiosk.db');
  });

  it('tells of a folder that cannot be made', async () => {
    mkdirSync(path.dirname(dataFolder), { recursive: true });
    writeFileSync(dataFolder, 'a file');
    expect(await refusal()).toContain(`${path.join(dataFolder, 'shell')} cannot be made`);
  });

  it('tells which setting is at fault', async () => {
    expect(await refusal({ PERRON_WINDOWED: 'perhaps' })).toBe('PERRON_WINDOWED must be 0 or 1.');
  });

  it('tells that the page is not built', async () => {
    world.appPath = temporaryFolder();
    expect(await refusal()).toContain('npm run build');
  });
});

describe('a first page that does not load', () => {
  it('is loaded again, without anyone to confirm a message first', async () => {
    world.failLoad = new Error('ERR_FAILED (-2) loading perron://kiosk/');
    await start();
    expect(world.exits).toEqual([]);
    const { webContents } = shown();
    webContents.failLoad = null;
    webContents.emit('did-fail-load', createEvent(), -2, 'ERR_FAILED', 'perron://kiosk/', true);
    await vi.waitFor(() => expect(webContents.loaded).toHaveLength(2));
    expect(world.exits).toEqual([]);
  });
});

describe('an end', () => {
  /** Another host can hold the folder only when the first has let it go. */
  const expectFreed = async () => {
    const kiosk = await openHost({ dataFolder });
    expect(await kiosk.call('kiosk:status', {})).toMatchObject({ ok: true });
  };

  it('closes the host before the process, once, however often it is asked for', async () => {
    await start();
    app.emit('before-quit', createEvent());
    for (const signal of SIGNALS) for (const listener of ownListeners(signal)) listener(signal);
    expect(world.exits).toEqual([]);
    expect((await quit()).prevented).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(world.exits).toEqual([0]);
    expect(world.calls.size).toBe(0);
    await expectFreed();
  });

  it.each(SIGNALS)('comes with %s', async (signal) => {
    await start();
    for (const listener of ownListeners(signal)) listener(signal);
    await ended();
    expect(world.exits).toEqual([0]);
    await expectFreed();
  });

  it('does not come with a key that closes windows, unless the window is a plain one', async () => {
    await start();
    const close = createEvent();
    shown().emit('close', close);
    expect(close.prevented).toBe(true);
    await quit();

    const { appPath } = world;
    resetElectron();
    world.appPath = appPath;
    await start({ PERRON_WINDOWED: '1' });
    const plain = createEvent();
    shown().emit('close', plain);
    expect(plain.prevented).toBe(false);
  });
});
