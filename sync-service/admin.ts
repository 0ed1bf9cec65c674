/** `npm run admin -- <command>`: looks after a service from the command line, also while it runs. */
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { StorageError } from '../platform/storage-problem.ts';
import { type Command, CommandError, type Values } from './admin/command.ts';
import { commands } from './admin/commands.ts';
import { ConfigError, readConfig } from './config.ts';
import { DataFolderError, requireService } from './data-folder.ts';
import { establishIdentity, IdentityError } from './services/identity.ts';
import { openStore } from './store/open-store.ts';
import { storeProblem } from './store/store-problem.ts';

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

/** The words after the command as values, or a sentence about the first that does not belong there. */
function valuesOf(args: readonly string[], options: Command['options']): Values | string {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const values: Record<string, string | boolean | string[]> = {};
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') return `"${token.value}" belongs to no option.`;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) return `There is no option ${rawName}.`;
    if (option.type === 'boolean') {
      if (value !== undefined) return `${rawName} takes no value.`;
      values[name] = true;
    } else if (value === undefined || (!inlineValue && value.startsWith('--'))) {
      return `${rawName} is given without its value.`;
    } else {
      const earlier = values[name];
      values[name] = option.multiple ? [...(Array.isArray(earlier) ? earlier : []), value] : value;
    }
  }
  return values;
}

async function main(words: readonly string[]): Promise<number> {
  const name = Object.keys(commands).find((known) => known.split(' ').every((word, i) => words[i] === word));
  const command = name === undefined ? undefined : commands[name];
  if (words.includes('--help') || words.includes('-h')) {
    console.log(command === undefined ? USAGE : `Usage: npm run admin -- ${command.usage}`);
    return 0;
  }
  if (name === undefined || command === undefined) {
    console.error(USAGE);
    return 2;
  }
  const args = words.slice(name.split(' ').length);
  const values = valuesOf(args, { ...command.options, json: { type: 'boolean' } });
  if (typeof values === 'string') {
    console.error(`${values}\n\n  ${command.usage}`);
    return 2;
  }

  const { json, ...given } = values;
  const { dataFolder, keysFolder, storeUrl } = readConfig(process.env);
  if (command.beginsService || storeUrl !== null) mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  else requireService(dataFolder);
  const store = await openStore({ dataFolder, storeUrl });
  try {
    const identity = await establishIdentity({ store, keysFolder });
    const surroundings = { store, identity, dataFolder, keysFolder, now: Date.now, readPassword };
    const answer = await command.run(given, surroundings);
    console.log(json ? JSON.stringify(answer.value) : answer.said);
    return 0;
  } finally {
    await store.close();
  }
}

const FOR_PEOPLE = [CommandError, ConfigError, DataFolderError, StorageError, IdentityError];

/** What the operator can act on is said in a sentence; anything else keeps its stack. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const isForPeople = FOR_PEOPLE.some((kind) => error instanceof kind);
  return isForPeople || 'syscall' in error || storeProblem(error) !== null ? error.message : error;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
