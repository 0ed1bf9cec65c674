/**
 * Runs a built main process in Node, with the double in Electron's place: `node run-bundle.ts <main.js> <app folder>`.
 * Packages are found from where the bundle lies. Prints the answer to `kiosk:status` as JSON, then ends the kiosk by a
 * signal.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { app, world } from './electron-double.ts';

const [bundle = '', appPath = ''] = process.argv.slice(2);
const double = new URL('./electron-double.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: double, format: 'module-typescript', shortCircuit: true };
    return next(specifier, context);
  },
});

world.appPath = appPath;
app.once('web-contents-created', (_event, contents) => {
  // Once the page is loaded, and the shell has said so.
  const ask = async () => {
    if (contents.loaded.length === 0) {
      setImmediate(ask);
      return;
    }
    const event = { sender: contents, senderFrame: contents.mainFrame };
    const answer = await world.calls.get('perron:call')?.(event, 'kiosk:status', {});
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    process.kill(process.pid, 'SIGTERM');
  };
  setImmediate(ask);
});
await import(pathToFileURL(bundle).href);
