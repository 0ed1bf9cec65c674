/** The Electron shell's settings, read from the environment once. */
import path from 'node:path';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type ShellConfig = {
  readonly dataFolder: string;
  readonly serviceUrl: string | null;
  /** Offered like a USB stick, on machines that mount sticks at a place of their own. */
  readonly carryFolder: string | null;
  /** Spent once, while the kiosk is not enrolled yet. */
  readonly enrolmentCode: string | null;
  /** A plain window, which can be moved and closed, instead of the whole screen. */
  readonly windowed: boolean;
  /** Slips and forms go to the system's printer without asking. */
  readonly printing: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
};

/** Throws an `Error` whose message names the variable at fault. */
export function readShellConfig({
  environment,
  defaultDataFolder,
}: {
  environment: Readonly<Record<string, string | undefined>>;
  defaultDataFolder: string;
}): ShellConfig {
  const windowed = environment.PERRON_WINDOWED || '0';
  if (windowed !== '0' && windowed !== '1') throw new Error('PERRON_WINDOWED must be 0 or 1.');
  const printing = environment.PERRON_PRINTING || '0';
  if (printing !== '0' && printing !== '1') throw new Error('PERRON_PRINTING must be 0 or 1.');
  const serviceUrl = environment.PERRON_SERVICE_URL || null;
  if (serviceUrl !== null && !/^https?:$/.test(URL.parse(serviceUrl)?.protocol ?? '')) {
    throw new Error('PERRON_SERVICE_URL must be an http or https address.');
  }
  const named = environment.PERRON_LOG_LEVEL || 'info';
  const logLevel = LOG_LEVELS.find((level) => level === named);
  if (logLevel === undefined) throw new Error(`PERRON_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`);
  return {
    dataFolder: path.resolve(environment.PERRON_KIOSK_DATA || defaultDataFolder),
    serviceUrl,
    carryFolder: environment.PERRON_CARRY_FOLDER ? path.resolve(environment.PERRON_CARRY_FOLDER) : null,
    enrolmentCode: environment.PERRON_ENROLMENT_CODE || null,
    windowed: windowed === '1',
    printing: printing === '1',
    logLevel,
  };
}
