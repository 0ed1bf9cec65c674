/** Starts the service: the one place that constructs. */
import { mkdirSync } from 'node:fs';
import { StorageError } from '../platform/storage-problem.ts';
import { createService } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { DataFolderError, holdDataFolder } from './data-folder.ts';
import { createLog } from './log.ts';
import { IdentityError } from './services/identity.ts';
import { openStore } from './store/open-store.ts';

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel });
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const lock = holdDataFolder(config.dataFolder);
  const store = await openStore(config);
  const service = await createService({ config, store, log });

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await service.close();
    await store.close();
    lock.close();
    log.info('stopped');
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const address = await service.listen();
  process.stdout.write(`Perron sync service: ${address} (data in ${config.dataFolder})\n`);
  const link = await service.firstLink();
  // Output that is no terminal is kept somewhere and read by others; a secret does not belong there.
  if (link !== null)
    process.stdout.write(
      process.stdout.isTTY
        ? `There is no account yet. Make the first one within a day: ${address}${link}\n`
        : 'There is no account yet: "npm run admin -- staff first-link" shows the link to make one.\n',
    );
}

const FOR_PEOPLE = [ConfigError, DataFolderError, StorageError, IdentityError];

/** What the operator can act on is said in a sentence; anything else keeps its stack. */
function explain(error: unknown): string {
  if (error instanceof Error && FOR_PEOPLE.some((kind) => error instanceof kind)) return error.message;
  if (error instanceof Error && 'syscall' in error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await start();
} catch (error) {
  process.stderr.write(`The sync service did not start. ${explain(error)}\n`);
  process.exit(1);
}
