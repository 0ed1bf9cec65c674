import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('needs no setting at all', () => {
  expect(readConfig({})).toMatchObject({
    storeUrl: null,
    host: '127.0.0.1',
    port: 8470,
    metrics: null,
    stopDelayMs: 0,
    logLevel: 'info',
    secureCookies: false,
    webhookNetwork: 'public',
    kioskRetentionMs: 30 * 86_400_000,
  });
});

test('takes every setting', () => {
  expect(
    readConfig({
      PERRON_DATA: '/var/lib/perron',
      STORE: 'postgres://perron:secret@db.example.org/perron',
      PERRON_HOST: '::',
      PERRON_KEYS: '/etc/perron',
      PERRON_PORT: '0',
      PERRON_TRUSTED_PROXIES: '10.0.0.7, fd00::/8',
      PERRON_METRICS_HOST: '10.0.0.2',
      PERRON_METRICS_PORT: '9470',
      PERRON_STOP_DELAY_SECONDS: '12',
      PERRON_LOG_LEVEL: 'warn',
      PERRON_SECURE_COOKIES: 'true',
      PERRON_WEBHOOK_NETWORK: 'private',
      PERRON_KIOSK_RETENTION_DAYS: '7',
      PATH: '/bin',
    }),
  ).toEqual({
    dataFolder: '/var/lib/perron',
    keysFolder: '/etc/perron',
    trustedProxies: ['10.0.0.7', 'fd00::/8'],
    storeUrl: 'postgres://perron:secret@db.example.org/perron',
    host: '::',
    port: 0,
    metrics: { host: '10.0.0.2', port: 9470 },
    stopDelayMs: 12_000,
    logLevel: 'warn',
    secureCookies: true,
    webhookNetwork: 'private',
    kioskRetentionMs: 7 * 86_400_000,
  });
});

test('keys lie with the data unless they are given a folder, and no proxy is believed that is no address', () => {
  expect(readConfig({ PERRON_DATA: '/srv/perron' })).toMatchObject({
    keysFolder: '/srv/perron',
    trustedProxies: [],
  });
  for (const wrong of ['balancer', '10.0.0.0/33', '10.0.0.7;10.0.0.8', '10.0.0.0/8/8', ''])
    expect(() => readConfig({ PERRON_TRUSTED_PROXIES: wrong })).toThrow(/PERRON_TRUSTED_PROXIES must/);
});

test('keeps the words on kiosks for good where it says never', () => {
  expect(readConfig({ PERRON_KIOSK_RETENTION_DAYS: 'never' }).kioskRetentionMs).toBeNull();
  for (const wrong of ['0', '-1', '1.5', 'soon', ''])
    expect(() => readConfig({ PERRON_KIOSK_RETENTION_DAYS: wrong })).toThrow(
      /PERRON_KIOSK_RETENTION_DAYS must/,
    );
});

test('a store that is none is refused without repeating it, since it may hold a password', () => {
  expect(readConfig({ STORE: 'sqlite' }).storeUrl).toBeNull();
  for (const wrong of ['mysql://perron:secret@db/perron', 'postgres://', 'secret']) {
    const read = () => readConfig({ STORE: wrong });
    expect(read).toThrow(/STORE must be sqlite, or the address of a PostgreSQL/);
    expect(read).not.toThrow(/secret/);
  }
});

test('names every variable at fault and says what fits', () => {
  const read = () =>
    readConfig({
      PERRON_DATA: '',
      PERRON_PORT: '70000',
      PERRON_METRICS_PORT: 'yes',
      PERRON_STOP_DELAY_SECONDS: '1000',
      PERRON_LOG_LEVEL: 'loud',
      PERRON_SECURE_COOKIES: 'yes',
    });
  for (const fault of [
    /PERRON_DATA must name a folder/,
    /PERRON_PORT must be a number from 0 to 65535/,
    /PERRON_METRICS_PORT must be a number from 0 to 65535/,
    /PERRON_STOP_DELAY_SECONDS must be a number of seconds from 0 to 999/,
    /PERRON_LOG_LEVEL must be one of fatal/,
    /PERRON_SECURE_COOKIES must be true or false/,
  ]) {
    expect(read).toThrow(fault);
  }
});
