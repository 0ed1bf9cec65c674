import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readShellConfig } from './config.ts';

const read = (environment: Record<string, string>) =>
  readShellConfig({ environment, defaultDataFolder: '/srv/perron' });

describe('the settings of the Electron shell', () => {
  it('stand without any: the whole screen, no service, the default folder', () => {
    expect(read({})).toEqual({
      dataFolder: path.resolve('/srv/perron'),
      serviceUrl: null,
      carryFolder: null,
      enrolmentCode: null,
      windowed: false,
      printing: false,
      logLevel: 'info',
    });
  });

  it('treat an empty variable as none', () => {
    const names = ['KIOSK_DATA', 'SERVICE_URL', 'ENROLMENT_CODE', 'WINDOWED', 'PRINTING', 'LOG_LEVEL'];
    expect(read(Object.fromEntries(names.map((name) => [`PERRON_${name}`, ''])))).toEqual(read({}));
  });

  it('are taken from the environment', () => {
    expect(
      read({
        PERRON_KIOSK_DATA: '/srv/kiosk',
        PERRON_SERVICE_URL: 'https://perron.example.org',
        PERRON_CARRY_FOLDER: '/mnt/stick',
        PERRON_ENROLMENT_CODE: 'ABCD-EFGH',
        PERRON_WINDOWED: '1',
        PERRON_PRINTING: '1',
        PERRON_LOG_LEVEL: 'warn',
      }),
    ).toEqual({
      dataFolder: path.resolve('/srv/kiosk'),
      serviceUrl: 'https://perron.example.org',
      carryFolder: path.resolve('/mnt/stick'),
      enrolmentCode: 'ABCD-EFGH',
      windowed: true,
      printing: true,
      logLevel: 'warn',
    });
  });

  it.each([
    ['PERRON_SERVICE_URL', 'perron.example.org'],
    ['PERRON_SERVICE_URL', 'file:///srv'],
    ['PERRON_WINDOWED', 'yes'],
    ['PERRON_PRINTING', 'yes'],
    ['PERRON_LOG_LEVEL', 'loud'],
  ])('are refused by the name of the variable at fault: %s=%s', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(name);
  });
});
