import { describe, expect, it } from 'vitest';
import { SessionDouble } from './test-support/electron-double.ts';
import { asSession } from './test-support/real-types.ts';
import { windowOptions } from './window.ts';

const session = asSession(new SessionDouble());
const options = (given: { windowed?: boolean; packaged?: boolean } = {}) =>
  windowOptions({ windowed: false, packaged: true, preload: '/app/preload.cjs', session, ...given });

describe('the window', () => {
  it.each([
    ['contextIsolation', true],
    ['sandbox', true],
    ['webSecurity', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInSubFrames', false],
    ['nodeIntegrationInWorker', false],
    ['allowRunningInsecureContent', false],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
    ['spellcheck', false],
    ['devTools', false],
  ] as const)('has %s %s, in a plain window too', (name, value) => {
    expect(options().webPreferences?.[name]).toBe(value);
    expect(options({ windowed: true }).webPreferences?.[name]).toBe(value);
  });

  it('loads the preload script, in the locked session', () => {
    expect(options().webPreferences).toMatchObject({ preload: '/app/preload.cjs', session });
  });

  it('has developer tools only where Perron is not packaged', () => {
    expect(options({ packaged: false }).webPreferences?.devTools).toBe(true);
  });

  it('takes the whole screen unless asked for as a plain window', () => {
    expect(options()).toMatchObject({ kiosk: true, fullscreen: true });
    expect(options({ windowed: true })).toMatchObject({ kiosk: false, fullscreen: false });
  });
});
