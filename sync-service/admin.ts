/** `npm run admin -- <command>`: looks after a service from the command line, also while it runs. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { StorageError } from '../platform/storage-problem.ts';
import { CommandError, commands } from './admin/commands.ts';
import { ConfigError, readConfig } from './config.ts';
import { establishIdentity, IdentityError } from './services/identity.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';

const USAGE = `Usage: npm run admin -- <command> [options] [--json]

${Object.values(commands)
  .map(({ usage }) => `  ${usage}`)
  .join('\n')}

PERRON_DATA names the service's data folder (default data/service).`;

/** The first line of standard input; a terminal shows nothing of what is typed. */
async function readPassword(): Promise<string> {
  const { stdin, stderr } = process;
  if (stdin.isTTY) stderr.write('Password: ');
  const lines = createInterface({ input: stdin, terminal: stdin.isTTY, output: undefined });
  for await (const line of lines) {
    if (stdin.isTTY) stderr.write('\n');
    lines.close();
    return line;
  }
  return '';
}

async function main(words: readonly string[]): Promise<number> {
  const name = Object.keys(commands).find((known) => known.split(' ').every((word, i) => words[i] === word));
  const command = name === undefined ? undefined : commands[name];
  if (name === undefined || command === undefined) {
    console.error(USAGE);
    return 2;
  }
  let values: ReturnType<typeof parseArgs>['values'];
  try {
    const args = words.slice(name.split(' ').length);
    const options = { ...command.options, json: { type: 'boolean' } } as const;
    ({ values } = parseArgs({ args, options, strict: true }));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n  ${command.usage}`);
    return 2;
  }

  const { json, ...given } = values;
  const { dataFolder } = readConfig(process.env);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const store = openSqliteStore({ file: join(dataFolder, 'service.sqlite') });
  try {
    const identity = await establishIdentity({ store, dataFolder });
    const answer = await command.run(given as Parameters<typeof command.run>[0], {
      store,
      identity,
      now: Date.now,
      readPassword,
    });
    console.log(json ? JSON.stringify(answer.value) : answer.said);
    return 0;
  } finally {
    await store.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isForPeople = [CommandError, ConfigError, StorageError, IdentityError].some(
    (kind) => error instanceof kind,
  );
  console.error(isForPeople && error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
