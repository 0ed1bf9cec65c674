/**
 * `npm start`: a whole Perron on this machine. Builds the pages, starts the sync service, fills an empty one with
 * the demo city, enrols a kiosk, and opens it in Electron, else in Chromium, else prints its address.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { createChildren } from './start/children.ts';
import { makeEnrolmentCode, prepareDemo } from './start/demo.ts';
import { electronBinary } from './start/electron-binary.ts';

const ROOT = path.join(import.meta.dirname, '..');
const folder = path.resolve(process.env.PERRON_DATA ?? path.join(ROOT, 'data'));
const serviceData = path.join(folder, 'service');
const kioskData = path.join(folder, 'kiosk');
const script = (...names: string[]) => path.join(ROOT, ...names);

const children = createChildren({
  logFolder: path.join(folder, 'logs'),
  ended: (name, lastWords) => {
    console.error(`\nThe ${name} ended by itself: ${lastWords}`);
    void leave(1);
  },
});

let leaving: Promise<never> | null = null;
function leave(code: number): Promise<never> {
  leaving ??= children.stopAll().then(() => process.exit(code));
  return leaving;
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (leaving === null) console.log('\nStopping ...');
    void leave(0);
  });
}

function build(): void {
  const { status } = spawnSync(process.execPath, [script('scripts', 'build.ts')], {
    stdio: 'inherit',
    cwd: ROOT,
  });
  if (status !== 0) throw new Error('The pages could not be built.');
}

async function startService(): Promise<string> {
  const line = await children.start({
    name: 'sync service',
    command: process.execPath,
    words: [script('sync-service', 'main.ts')],
    env: { PERRON_DATA: serviceData },
  });
  const [address] = line.match(/http:\S+/) ?? [];
  if (address === undefined) throw new Error(line);
  return address;
}

function startKiosk({ serviceUrl, code }: { serviceUrl: string; code: string }): Promise<string> {
  const env = {
    PERRON_KIOSK_DATA: kioskData,
    PERRON_SERVICE_URL: serviceUrl,
    PERRON_ENROLMENT_CODE: code,
  };
  const electron = electronBinary();
  return electron === null
    ? children.start({
        name: 'kiosk',
        command: process.execPath,
        words: [script('electron', 'browser-shell', 'main.ts')],
        env: { PERRON_WINDOW: 'window', ...env },
      })
    : children.start({
        name: 'kiosk',
        command: electron,
        words: [ROOT],
        env: { PERRON_WINDOWED: '1', ...env },
      });
}

try {
  build();
  const serviceUrl = await startService();
  const { staff, facilitator } = prepareDemo({ folder, serviceData });
  // A kiosk that is enrolled already does not spend it.
  const code = makeEnrolmentCode({ serviceData, facilitator });
  const kiosk = await startKiosk({ serviceUrl, code });
  console.log(`
${kiosk}
    facilitator ${facilitator.name}, PIN ${facilitator.pin}
Perron staff page: ${serviceUrl}/staff/
    account ${staff.name}, password ${staff.password}
Data and logs: ${folder}     Begin anew: npm run reset     Stop: Ctrl-C`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await leave(1);
}
