/** A part of a benchmark in a process of its own, under the same Node, spoken to by messages. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** What a process still does after it is ready (the service makes keys and tidies up) is in nobody's time. */
const REST_MS = 500;

const running = new Set<ChildProcess>();
// A benchmark that fails leaves nothing running.
process.once('exit', () => {
  for (const child of running) child.kill();
});

export type Child<First> = {
  /** What it told when it was ready. */
  readonly first: First;
  /** Sends a message and resolves to the next one that comes back. */
  ask<Answer>(message: unknown): Promise<Answer>;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
};

/** `file` is beside this one; it is ready, and at rest. Throws when the child ends before it was stopped. */
export async function startChild<First>({
  file,
  args = [],
  env = {},
  flags = [],
}: {
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Of Node itself. */
  readonly flags?: readonly string[];
}): Promise<Child<First>> {
  const child = fork(new URL(file, import.meta.url), args, {
    env: { ...process.env, ...env },
    execArgv: [...flags],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => {
    throw new Error(`${file} ended with ${code}`);
  });
  ended.catch(() => undefined);
  const next = async <T>(): Promise<T> => {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
    return message;
  };
  const first = await next<First>();
  await delay(REST_MS);
  return {
    first,
    async ask<Answer>(message: unknown) {
      const answer = next<Answer>();
      child.send(message as object);
      return answer;
    },
    async stop() {
      child.send('stop');
      await exited;
    },
  };
}
