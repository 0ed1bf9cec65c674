/** The kiosk in a browser: opens the host, serves its page on loopback and shows it in Chromium. */
import path from 'node:path';
import { pino } from 'pino';
import { openKiosk } from '../host/kiosk.ts';
import { findBrowser, hasDisplay, type OpenBrowser, openBrowser } from './chromium.ts';
import { readShellConfig } from './config.ts';
import { startLoopbackServer } from './server.ts';

const PAGE = path.join(import.meta.dirname, '..', '..', 'dist', 'renderer');

async function start(): Promise<void> {
  const config = readShellConfig(process.env);
  const log = pino({ level: process.env.PERRON_LOG_LEVEL ?? 'info', base: null }, pino.destination(2));
  const { dataFolder, serviceUrl, carryFolder, printing } = config;
  const kiosk = await openKiosk({ dataFolder, serviceUrl, carryFolder, printing, log });
  let browser: OpenBrowser | null = null;
  const server = await startLoopbackServer({
    kiosk,
    pageFolder: PAGE,
    port: config.port,
    log,
    // Where its process died, Chromium shows a page of its own until somebody touches it.
    pageGone: () => browser?.reopen(),
  });

  if (config.enrolmentCode !== null) {
    const enrolled = await kiosk.enrol({ code: config.enrolmentCode });
    if (!enrolled.ok && enrolled.problem !== 'already-enrolled') {
      log.error({ problem: enrolled.problem }, 'the kiosk was not enrolled');
    }
  }

  const executable =
    config.window !== 'none' && hasDisplay()
      ? findBrowser({ named: config.browser, searchPath: process.env.PATH ?? '' })
      : null;
  if (executable !== null) {
    browser = openBrowser({
      executable,
      url: server.url,
      windowed: config.window === 'window',
      printing,
      died: (code) => log.warn({ code }, 'the browser ended; it is opened again'),
    });
  }
  process.stdout.write(
    browser ? `Perron kiosk: shown in ${executable}\n` : `Perron kiosk: open ${server.url}\n`,
  );

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await browser?.close();
    await server.close();
    await kiosk.close();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

try {
  await start();
} catch (error) {
  const detail = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The kiosk did not start. ${detail}\n`);
  process.exit(1);
}
