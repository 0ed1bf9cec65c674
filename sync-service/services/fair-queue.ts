/**
 * Work that waits its turn: those who ask take turns, so much is done at once, and no more waits than fits. Beyond that
 * the answer is `rate-limited` with the seconds after which there may be room, so that a storm is slowed down by answers
 * and not by memory.
 */
import { type Outcome, problem } from '../../common/problems.ts';

const LONGEST_WAIT_SECONDS = 30;
/** How much the latest piece of work tells of the next one. */
const WEIGHT = 0.1;

export type FairQueue = {
  /** `bytes` is what the work holds in memory while it waits. */
  run<T>(task: {
    readonly asker: string;
    readonly bytes: number;
    readonly work: () => Promise<Outcome<T>>;
  }): Promise<Outcome<T>>;
  waiting(): { readonly tasks: number; readonly bytes: number };
  /** Finishes what has begun; what waits, and whatever comes later, is told to come back. */
  close(): Promise<void>;
};

type Task = { readonly bytes: number; readonly begin: () => Promise<void>; readonly refuse: () => void };

export function createFairQueue({
  atOnce,
  waitingBytes,
  waitingOfOne,
}: {
  readonly atOnce: number;
  /** Of all that waits, in bytes. */
  readonly waitingBytes: number;
  /** Tasks of one asker. */
  readonly waitingOfOne: number;
}): FairQueue {
  /** In the order of their turns: who was served goes to the end. */
  const queues = new Map<string, Task[]>();
  let tasks = 0;
  let bytes = 0;
  let meanMs = 0;
  let closed = false;
  const begun = new Set<Promise<void>>();

  const later = () => {
    const seconds = Math.ceil((tasks * meanMs) / atOnce / 1_000);
    return problem('rate-limited', {
      retryAfterSeconds: Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS),
    });
  };

  const next = (): Task | undefined => {
    for (const [asker, queue] of queues) {
      const task = queue.shift();
      queues.delete(asker);
      if (queue.length > 0) queues.set(asker, queue);
      if (task) return task;
    }
    return undefined;
  };

  const pump = (): void => {
    while (begun.size < atOnce) {
      const task = next();
      if (task === undefined) return;
      tasks -= 1;
      bytes -= task.bytes;
      const startedAt = performance.now();
      const running = task.begin().finally(() => {
        meanMs += WEIGHT * (performance.now() - startedAt - meanMs);
        begun.delete(running);
        // Others of this process have their turn between two: SQLite works without leaving the thread.
        setImmediate(pump);
      });
      begun.add(running);
    }
  };

  return {
    async run({ asker, bytes: held, work }) {
      const queue = queues.get(asker) ?? [];
      if (closed || queue.length >= waitingOfOne || (tasks > 0 && bytes + held > waitingBytes))
        return later();
      const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof work>>>();
      queue.push({
        bytes: held,
        begin: () => work().then(resolve, reject),
        refuse: () => resolve(later()),
      });
      queues.set(asker, queue);
      tasks += 1;
      bytes += held;
      pump();
      return promise;
    },
    waiting: () => ({ tasks, bytes }),
    async close() {
      closed = true;
      for (const queue of queues.values()) for (const { refuse } of queue) refuse();
      queues.clear();
      tasks = 0;
      bytes = 0;
      await Promise.all(begun);
    },
  };
}
