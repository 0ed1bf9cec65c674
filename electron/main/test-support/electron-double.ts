/**
 * A small double of the `electron` module, for `vi.mock('electron', ...)`: it keeps what Electron was told and emits
 * what Electron would. It proves what this shell asks of Electron, not that Electron does it; e2e/electron does.
 */
import { EventEmitter } from 'node:events';

/** An event that can be prevented, with whatever else Electron puts on it. */
export function createEvent<T extends object>(details: T = {} as T) {
  const event = {
    ...details,
    prevented: false,
    preventDefault() {
      event.prevented = true;
    },
  };
  return event;
}

type Frame = { url: string; parent: Frame | null };

let contentsMade = 0;

export class WebContentsDouble extends EventEmitter {
  readonly id: number;
  readonly mainFrame: Frame = { url: 'about:blank', parent: null };
  readonly loaded: string[] = [];
  readonly sent: unknown[][] = [];
  crashes = 0;
  destroyed = false;
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  failLoad: Error | null = null;

  constructor() {
    super();
    contentsMade += 1;
    this.id = contentsMade;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.openHandler = handler;
  }
  async loadURL(url: string) {
    this.loaded.push(url);
    if (this.failLoad) throw this.failLoad;
    this.mainFrame.url = url;
  }
  send(...words: unknown[]) {
    this.sent.push(words);
  }
  readonly printed: object[] = [];
  /** Why the printer takes nothing; null while it does. */
  printerFault: string | null = null;
  print(options: object, done: (success: boolean, reason: string) => void) {
    this.printed.push(options);
    done(this.printerFault === null, this.printerFault ?? '');
  }
  isDestroyed() {
    return this.destroyed;
  }
  forcefullyCrashRenderer() {
    this.crashes += 1;
    this.emit('render-process-gone', createEvent(), { reason: 'crashed', exitCode: 1 });
  }
}

type Answer = (value: unknown) => void;
type ProtocolHandler = (request: Request) => Response | Promise<Response>;

export class SessionDouble extends EventEmitter {
  readonly handled = new Map<string, ProtocolHandler>();
  readonly protocol = {
    handle: (scheme: string, handler: ProtocolHandler) => {
      this.handled.set(scheme, handler);
    },
  };
  requestHandler: ((contents: unknown, permission: string, answer: Answer) => void) | null = null;
  checkHandler: (() => boolean) | null = null;
  deviceHandler: (() => boolean) | null = null;
  beforeRequest: ((details: { url: string }, answer: Answer) => void) | null = null;
  spellChecker = true;
  readonly webRequest = {
    onBeforeRequest: (handler: SessionDouble['beforeRequest']) => {
      this.beforeRequest = handler;
    },
  };
  setPermissionRequestHandler(handler: SessionDouble['requestHandler']) {
    this.requestHandler = handler;
  }
  setPermissionCheckHandler(handler: SessionDouble['checkHandler']) {
    this.checkHandler = handler;
  }
  setDevicePermissionHandler(handler: SessionDouble['deviceHandler']) {
    this.deviceHandler = handler;
  }
  setSpellCheckerEnabled(enabled: boolean) {
    this.spellChecker = enabled;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContentsDouble();
  readonly options: { webPreferences?: Record<string, unknown> } & Record<string, unknown>;
  destroyed = false;
  minimized = false;
  focused = 0;

  constructor(options: BrowserWindow['options'] = {}) {
    super();
    this.options = options;
    this.webContents.failLoad = world.failLoad;
    world.windows.push(this);
    app.emit('web-contents-created', createEvent(), this.webContents);
  }
  loadURL(url: string) {
    return this.webContents.loadURL(url);
  }
  isDestroyed() {
    return this.destroyed;
  }
  isMinimized() {
    return this.minimized;
  }
  restore() {
    this.minimized = false;
  }
  focus() {
    this.focused += 1;
  }
}

class AppDouble extends EventEmitter {
  isPackaged = false;
  readonly whenReady = async () => {
    world.steps.push('ready');
  };
  readonly getAppPath = () => world.appPath;
  readonly getPath = (name: string) => `${world.appPath}/${name}`;
  readonly setPath = (name: string, path: string) => {
    world.paths.set(name, path);
  };
  readonly enableSandbox = () => {
    world.steps.push('sandbox');
  };
  readonly requestSingleInstanceLock = () => {
    world.steps.push('lock');
    return world.onlyInstance;
  };
  readonly quit = () => {
    world.steps.push('quit');
  };
  readonly exit = (code: number) => {
    world.exits.push(code);
  };
}

/** Everything that Electron was told since `resetElectron`. */
export type World = {
  steps: string[];
  exits: number[];
  windows: BrowserWindow[];
  errorBoxes: { title: string; content: string }[];
  sessions: Map<string, SessionDouble>;
  schemes: unknown[];
  menu: unknown;
  paths: Map<string, string>;
  calls: Map<string, (event: unknown, ...words: unknown[]) => Promise<unknown>>;
  appPath: string;
  onlyInstance: boolean;
  failLoad: Error | null;
};

const freshWorld = (): World => ({
  steps: [],
  exits: [],
  windows: [],
  errorBoxes: [],
  sessions: new Map(),
  schemes: [],
  menu: 'the default menu',
  paths: new Map(),
  calls: new Map(),
  appPath: '/nowhere',
  onlyInstance: true,
  failLoad: null,
});

export let world = freshWorld();
export const app = new AppDouble();

export function resetElectron(): World {
  world = freshWorld();
  app.removeAllListeners();
  app.isPackaged = false;
  return world;
}

export const Menu = {
  setApplicationMenu: (menu: unknown) => {
    world.menu = menu;
  },
};
export const dialog = {
  showErrorBox: (title: string, content: string) => {
    world.steps.push('error box');
    world.errorBoxes.push({ title, content });
  },
};
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => {
    world.steps.push('schemes');
    world.schemes = schemes;
  },
};
export const session = {
  fromPartition: (partition: string) => {
    const made = world.sessions.get(partition) ?? new SessionDouble();
    world.sessions.set(partition, made);
    return made;
  },
};
export const ipcMain = {
  handle: (channel: string, handler: (event: unknown, ...words: unknown[]) => Promise<unknown>) => {
    if (world.calls.has(channel)) throw new Error(`A second handler for ${channel}.`);
    world.calls.set(channel, handler);
  },
  removeHandler: (channel: string) => {
    world.calls.delete(channel);
  },
};
