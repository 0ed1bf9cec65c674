/** Finds a Chromium on this machine and opens the kiosk's page in it, in a profile that ends with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openScratch } from '../host/printed.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** `named` is CHROMIUM_PATH; else the first found in `searchPath`, else in the usual places; null when there is none. */
export function findBrowser({
  named,
  searchPath,
}: {
  named: string | undefined;
  searchPath: string;
}): string | null {
  if (named) return existsSync(named) ? named : null;
  const inPath = searchPath
    .split(path.delimiter)
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...inPath, ...PLACES].find((file) => existsSync(file)) ?? null;
}

/** Whether a window can be seen here at all. */
export const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Switches that keep a kiosk a kiosk: one window, no offers, no calls home, nothing remembered. */
export function browserArguments({
  url,
  profile,
  windowed,
  printing,
  asRoot,
}: {
  url: string;
  profile: string;
  windowed: boolean;
  printing: boolean;
  asRoot: boolean;
}): string[] {
  return [
    // To the default printer, without a dialog.
    ...(printing ? ['--kiosk-printing'] : []),
    ...(windowed ? ['--window-size=1280,880'] : ['--kiosk']),
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-sync',
    '--disable-translate',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--password-store=basic',
    '--disable-features=Translate,AutofillServerCommunication,MediaRouter,OptimizationHints',
    // Chromium's sandbox does not start for root.
    ...(asRoot ? ['--no-sandbox'] : []),
  ];
}

export type OpenBrowser = {
  /** Ends it, so that it is opened again in a fresh profile. */
  reopen(): void;
  close(): Promise<void>;
};

/** Opens the page and, when the browser dies, opens it again. `died` is told each time. */
export function openBrowser({
  executable,
  url,
  windowed,
  printing,
  died,
}: {
  executable: string;
  url: string;
  windowed: boolean;
  printing: boolean;
  died: (code: number | null) => void;
}): OpenBrowser {
  let closing = false;
  let child: ChildProcess;
  let wait = 500;
  let again: NodeJS.Timeout | undefined;

  const open = () => {
    const profile = mkdtempSync(path.join(tmpdir(), 'perron-browser-'));
    const scratch = openScratch();
    const startedAt = performance.now();
    child = spawn(
      executable,
      browserArguments({ url, profile, windowed, printing, asRoot: process.getuid?.() === 0 }),
      { stdio: 'ignore', env: { ...process.env, TMPDIR: scratch.folder } },
    );
    const ended = (code: number | null) => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      scratch.close();
      if (closing) return;
      died(code);
      wait = performance.now() - startedAt > 60_000 ? 500 : Math.min(wait * 2, 30_000);
      again = setTimeout(open, wait);
    };
    child.once('exit', ended);
    child.once('error', () => ended(null));
  };
  open();

  return {
    reopen() {
      child.kill();
    },
    async close() {
      closing = true;
      clearTimeout(again);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await gone;
    },
  };
}
