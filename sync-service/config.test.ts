import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('needs no setting at all', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 8470,
    logLevel: 'info',
    secureCookies: false,
  });
});

test('takes every setting', () => {
  expect(
    readConfig({
      PERRON_DATA: '/var/lib/perron',
      PERRON_HOST: '::',
      PERRON_PORT: '0',
      PERRON_LOG_LEVEL: 'warn',
      PERRON_SECURE_COOKIES: 'true',
      PATH: '/bin',
    }),
  ).toEqual({ dataFolder: '/var/lib/perron', host: '::', port: 0, logLevel: 'warn', secureCookies: true });
});

test('names every variable at fault and says what fits', () => {
  const read = () =>
    readConfig({
      PERRON_DATA: '',
      PERRON_PORT: '70000',
      PERRON_LOG_LEVEL: 'loud',
      PERRON_SECURE_COOKIES: 'yes',
    });
  for (const fault of [
    /PERRON_DATA must name a folder/,
    /PERRON_PORT must be a number from 0 to 65535/,
    /PERRON_LOG_LEVEL must be one of fatal/,
    /PERRON_SECURE_COOKIES must be true or false/,
  ]) {
    expect(read).toThrow(fault);
  }
});
