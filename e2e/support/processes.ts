/** Starts the real service and the real kiosk host of the browser shell as child processes, as `npm start` does. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** Nothing else of whoever runs the tests reaches what they test. */
const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
const OF_OURS: NodeJS.ProcessEnv = { PATH, HOME, NODE_COMPILE_CACHE };

export type Running = {
  /** The first line that matched, such as the one with the address. */
  readonly line: string;
  readonly output: () => string;
  /** Ends it as Ctrl-C would and resolves when it has gone. */
  stop(): Promise<number | null>;
  /** Asks it something that does not end it. */
  signal(name: NodeJS.Signals): void;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
};

/** Runs `node <script>` until a line of its output matches; rejects when it ends before. */
export async function startProcess(options: {
  script: string;
  args?: readonly string[];
  env: Record<string, string>;
  ready: RegExp;
}): Promise<Running> {
  const child = spawn(process.execPath, [path.join(ROOT, options.script), ...(options.args ?? [])], {
    cwd: ROOT,
    env: { ...OF_OURS, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    const listen = (bytes: Buffer) => {
      output += bytes;
      const match = output.match(options.ready);
      if (match) resolve(match[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    void exited.then((code) => reject(new Error(`${options.script} ended with ${code}:\n${output}`)));
  });
  return {
    line,
    output: () => output,
    stop: () => ended(child, exited, 'SIGINT'),
    signal: (name) => void child.kill(name),
    kill: async () => {
      await ended(child, exited, 'SIGKILL');
    },
  };
}

async function ended(
  child: ChildProcess,
  exited: Promise<number | null>,
  signal: NodeJS.Signals,
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return exited;
}

/** Runs `node <script>` to its end; resolves with its standard output, rejects on another code than 0. */
export function runToEnd(options: {
  script: string;
  args: readonly string[];
  env: Record<string, string>;
  input?: string;
}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, options.script), ...options.args], {
      cwd: ROOT,
      env: { ...OF_OURS, ...options.env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (bytes) => {
      stdout += bytes;
    });
    child.stderr.on('data', (bytes) => {
      stderr += bytes;
    });
    child.stdin.end(options.input ?? '');
    child.once('exit', (code) =>
      code === 0
        ? resolve(stdout)
        : reject(new Error(`${options.script} ${options.args.join(' ')}: ${stderr}`)),
    );
  });
}
