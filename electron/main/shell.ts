/** The kiosk in Electron: puts host, window, lock-down and calls together, and ends them together. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, dialog, Menu, protocol, session } from 'electron';
import { type Logger, pino } from 'pino';
import type { Kiosk } from '../host/compose.ts';
import { openKiosk } from '../host/kiosk.ts';
import { openScratch } from '../host/printed.ts';
import { readShellConfig, type ShellConfig } from './config.ts';
import { serveCalls } from './ipc.ts';
import { lockApp, lockSession } from './lockdown.ts';
import { PAGE_URL } from './page-address.ts';
import { pageScheme, servePage } from './page-protocol.ts';
import { keepPageUp } from './recovery.ts';
import { windowOptions } from './window.ts';

/** Kept in memory alone: what a participant did leaves no trace in Chromium's profile. */
const PARTITION = 'kiosk';

/** To be called once, before the app is ready. Resolves when the kiosk is up, is up elsewhere, or gave up. */
export async function startShell(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  protocol.registerSchemesAsPrivileged([pageScheme]);
  app.enableSandbox();
  Menu.setApplicationMenu(null);
  try {
    const config = readShellConfig({
      environment,
      defaultDataFolder: app.isPackaged ? path.join(app.getPath('userData'), 'data') : 'data/kiosk',
    });
    keepProfileIn(path.join(config.dataFolder, 'shell'));
    if (!app.requestSingleInstanceLock()) {
      process.stderr.write('A Perron kiosk is running on this data folder already.\n');
      app.quit();
      return;
    }
    const log = pino({ level: config.logLevel, base: null }, pino.destination(2));
    lockApp({ app, log });
    await app.whenReady();
    await openShell({ config, log });
  } catch (error) {
    await giveUp(error);
  }
}

async function openShell({ config, log }: { config: ShellConfig; log: Logger }): Promise<void> {
  const dist = path.join(app.getAppPath(), 'dist');
  const pageSession = session.fromPartition(PARTITION);
  lockSession({ session: pageSession, log });
  servePage({ protocol: pageSession.protocol, pageFolder: path.join(dist, 'renderer') });

  const { dataFolder, serviceUrl, carryFolder, printing } = config;
  const kiosk = await openKiosk({ dataFolder, serviceUrl, carryFolder, printing, log });
  const endPrints = keepNoPrints();
  const window = new BrowserWindow(
    windowOptions({
      windowed: config.windowed,
      packaged: app.isPackaged,
      preload: path.join(dist, 'electron', 'preload.cjs'),
      session: pageSession,
    }),
  );
  const stopCalls = serveCalls({ kiosk, window, printing, log });
  const stopRecovery = keepPageUp({ window, log });
  endTogether({ window, config, log, parts: [stopRecovery, stopCalls, kiosk.close, endPrints] });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  // A page that does not load is tried again by `keepPageUp`: nobody need stand by.
  await window.loadURL(PAGE_URL).catch(() => undefined);
  process.stdout.write('Perron kiosk: shown in Electron\n');
  await enrolOnce({ kiosk, code: config.enrolmentCode, log });
}

/** However the kiosk is ended, its parts end once and in their order, and the process after them. */
function endTogether({
  window,
  config,
  log,
  parts,
}: {
  window: BrowserWindow;
  config: ShellConfig;
  log: Logger;
  parts: readonly (() => void | Promise<void>)[];
}): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    try {
      for (const end of parts) await end();
    } catch (error) {
      log.error(
        { err: error instanceof Error ? error.name : typeof error },
        'the host did not close cleanly',
      );
    } finally {
      app.exit(0);
    }
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    void stop();
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  window.on('close', (event) => {
    // A key that a participant presses does not end a kiosk; `app.exit` does not ask the window.
    if (!config.windowed) event.preventDefault();
  });
}

async function enrolOnce({
  kiosk,
  code,
  log,
}: {
  kiosk: Kiosk;
  code: string | null;
  log: Logger;
}): Promise<void> {
  if (code === null) return;
  const enrolled = await kiosk.enrol({ code });
  if (!enrolled.ok && enrolled.problem !== 'already-enrolled') {
    log.error({ problem: enrolled.problem }, 'the kiosk was not enrolled');
  }
}

/** Chromium asks each time where its temporary files go: into a folder in which no printed sheet stays. */
function keepNoPrints(): () => void {
  const usual = process.env.TMPDIR;
  const scratch = openScratch();
  process.env.TMPDIR = scratch.folder;
  return () => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    scratch.close();
  };
}

/** One profile for each data folder, so that its lock is the folder's too. */
function keepProfileIn(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Error(`${folder} cannot be made: check that its disk is there and may be written to.`, {
      cause,
    });
  }
  app.setPath('userData', folder);
}

async function giveUp(error: unknown): Promise<void> {
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The kiosk did not start. ${sentence}\n`);
  // Before that, Linux shows no dialog.
  await app.whenReady();
  dialog.showErrorBox('The kiosk did not start', sentence);
  app.exit(1);
}
