/** The service's settings, read from the environment once and checked before anything else happens. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { WEBHOOK_NETWORKS, type WebhookNetwork } from './services/webhook-request.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const DAY_MS = 86_400_000;

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be a number from 0 to 65535');

/** An address, or a network in CIDR notation. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more !== undefined) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

const settings = z.object({
  PERRON_DATA: z.string().min(1, 'must name a folder').default('data/service'),
  PERRON_KEYS: z.string().min(1, 'must name a folder').optional(),
  // Its value may hold a password: no message repeats it.
  STORE: z
    .string()
    .regex(
      /^(sqlite|postgres(ql)?:\/\/.+)$/,
      'must be sqlite, or the address of a PostgreSQL such as postgres://user:password@host/perron',
    )
    .transform((text) => (text === 'sqlite' ? null : text))
    .default(null),
  PERRON_HOST: z.string().min(1, 'must name an address').default('127.0.0.1'),
  PERRON_PORT: port.default(8470),
  PERRON_METRICS_HOST: z.string().min(1, 'must name an address').default('127.0.0.1'),
  PERRON_METRICS_PORT: port.optional(),
  PERRON_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine(
      (all) => all.every(isNetwork),
      'must be addresses or networks such as 10.0.0.0/8, with commas between',
    )
    .default([]),
  PERRON_STOP_DELAY_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a number of seconds from 0 to 999')
    .transform((text) => Number(text) * 1_000)
    .default(0),
  PERRON_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  PERRON_SECURE_COOKIES: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((text) => text === 'true')
    .default(false),
  PERRON_WEBHOOK_NETWORK: z
    .enum(WEBHOOK_NETWORKS, `must be one of ${WEBHOOK_NETWORKS.join(', ')}`)
    .default('public'),
  PERRON_KIOSK_RETENTION_DAYS: z
    .string()
    .regex(/^([1-9]\d{0,3}|never)$/, 'must be a number of days from 1 to 9999, or never')
    .transform((text) => (text === 'never' ? null : Number(text) * DAY_MS))
    .default(30 * DAY_MS),
});

export type Config = {
  /** Absolute path of the folder that holds the database. */
  readonly dataFolder: string;
  /** Absolute path of the folder that holds the signing and the transport key; several processes may share it. */
  readonly keysFolder: string;
  /** The address of a PostgreSQL; null for the file in the data folder. */
  readonly storeUrl: string | null;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Addresses and networks of the proxies that are believed when they say for whom they ask. */
  readonly trustedProxies: readonly string[];
  /** Where a Prometheus reads; null for nowhere. 0 takes any free port. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** From the word to stop until connections are closed, so that a load balancer has seen that this one is not ready. */
  readonly stopDelayMs: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Staff cookies travel over https only. */
  readonly secureCookies: boolean;
  /** How near the addresses of webhooks may be. */
  readonly webhookNetwork: WebhookNetwork;
  /** How long kiosks keep words that the service has and that are in a backup; null for good. */
  readonly kioskRetentionMs: number | null;
};

/** Its message names every variable at fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = settings.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new ConfigError(`The settings do not fit. ${faults.join('; ')}.`);
  }
  const { data } = parsed;
  return {
    dataFolder: resolve(data.PERRON_DATA),
    keysFolder: resolve(data.PERRON_KEYS ?? data.PERRON_DATA),
    storeUrl: data.STORE,
    host: data.PERRON_HOST,
    port: data.PERRON_PORT,
    trustedProxies: data.PERRON_TRUSTED_PROXIES,
    metrics:
      data.PERRON_METRICS_PORT === undefined
        ? null
        : { host: data.PERRON_METRICS_HOST, port: data.PERRON_METRICS_PORT },
    stopDelayMs: data.PERRON_STOP_DELAY_SECONDS,
    logLevel: data.PERRON_LOG_LEVEL,
    secureCookies: data.PERRON_SECURE_COOKIES,
    webhookNetwork: data.PERRON_WEBHOOK_NETWORK,
    kioskRetentionMs: data.PERRON_KIOSK_RETENTION_DAYS,
  };
}
