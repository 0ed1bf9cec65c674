/** The doubles under the types of the real module: each covers only what this shell uses of it. */
import type { App, BrowserWindow, Session } from 'electron';
import type { app, SessionDouble, BrowserWindow as WindowDouble } from './electron-double.ts';

export const asApp = (double: typeof app) => double as unknown as App;
export const asWindow = (double: WindowDouble) => double as unknown as BrowserWindow;
export const asSession = (double: SessionDouble) => double as unknown as Session;
