/** A child process that can be killed, and whose end is never a surprise. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultOrder } from './points.ts';

const PRELOAD = new URL('./processes/fault-points.ts', import.meta.url).href;

export type Child = {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly exited: Promise<void>;
  isAlive(): boolean;
  order(order: FaultOrder): void;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  /** Standard error so far: why a child ended that nobody killed. */
  said(): string;
};

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

export function startChild({
  file,
  env,
}: {
  readonly file: URL;
  readonly env: Readonly<Record<string, string>>;
}): Child {
  const child = fork(fileURLToPath(file), [], {
    execArgv: ['--import', PRELOAD],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (bytes) => {
    said = (said + bytes).slice(-4_000);
  });
  // A message to a process that has just died is no error of the harness.
  child.on('error', () => undefined);
  const exited = once(child, 'exit').then(() => undefined);
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  children.add(child);
  void exited.then(() => children.delete(child));
  return {
    process: child,
    pid: child.pid ?? 0,
    exited,
    isAlive,
    order(order) {
      if (child.connected) child.send(order, () => undefined);
    },
    async kill() {
      if (isAlive()) child.kill('SIGKILL');
      await exited;
    },
    said: () => said,
  };
}
