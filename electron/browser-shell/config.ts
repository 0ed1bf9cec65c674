/** The browser shell's settings, read from the environment once. */
import path from 'node:path';

export type ShellConfig = {
  readonly dataFolder: string;
  readonly serviceUrl: string | null;
  /** Offered like a USB stick, on machines that mount sticks at a place of their own. */
  readonly carryFolder: string | null;
  /** Spent once, while the kiosk is not enrolled yet. */
  readonly enrolmentCode: string | null;
  /** Of the loopback page; 0 takes a free one. */
  readonly port: number;
  readonly window: 'kiosk' | 'window' | 'none';
  readonly browser: string | undefined;
  /** Slips and forms go to the system's printer without asking. */
  readonly printing: boolean;
};

/** Throws an `Error` whose message names the variable at fault. */
export function readShellConfig(environment: Readonly<Record<string, string | undefined>>): ShellConfig {
  const port = environment.PERRON_KIOSK_PORT ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error('PERRON_KIOSK_PORT must be a number from 0 to 65535.');
  }
  const window = environment.PERRON_WINDOW ?? 'kiosk';
  if (window !== 'kiosk' && window !== 'window' && window !== 'none') {
    throw new Error('PERRON_WINDOW must be kiosk, window or none.');
  }
  const printing = environment.PERRON_PRINTING || '0';
  if (printing !== '0' && printing !== '1') throw new Error('PERRON_PRINTING must be 0 or 1.');
  const serviceUrl = environment.PERRON_SERVICE_URL || null;
  if (serviceUrl !== null && !/^https?:$/.test(URL.parse(serviceUrl)?.protocol ?? '')) {
    throw new Error('PERRON_SERVICE_URL must be an http or https address.');
  }
  return {
    dataFolder: path.resolve(environment.PERRON_KIOSK_DATA ?? 'data/kiosk'),
    serviceUrl,
    carryFolder: environment.PERRON_CARRY_FOLDER ? path.resolve(environment.PERRON_CARRY_FOLDER) : null,
    enrolmentCode: environment.PERRON_ENROLMENT_CODE || null,
    port: Number(port),
    window,
    browser: environment.CHROMIUM_PATH,
    printing: printing === '1',
  };
}
