/** The processes that `npm start` runs: started one after another, watched, and ended together. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const STOP_PATIENCE_MS = 10_000;

export type Children = {
  /** Resolves with the first line of its output that starts with `Perron`; rejects when it ends before. */
  start(child: {
    name: string;
    command: string;
    words: readonly string[];
    env: Record<string, string>;
  }): Promise<string>;
  /** Ends all, the last started first, and resolves when they have gone. */
  stopAll(): Promise<void>;
};

/** Logs go to `<logFolder>/<name>.log`. `ended` is told of a child that ends by itself. */
export function createChildren({
  logFolder,
  ended,
}: {
  logFolder: string;
  ended: (name: string, lastWords: string) => void;
}): Children {
  const running: { name: string; child: ChildProcess; gone: Promise<void> }[] = [];
  let stopping = false;
  mkdirSync(logFolder, { recursive: true, mode: 0o700 });

  return {
    start({ name, command, words, env }) {
      const log = createWriteStream(path.join(logFolder, `${name}.log`), { flags: 'a', mode: 0o600 });
      // A group of its own: Ctrl-C reaches this process alone, which then ends the children in order.
      const child = spawn(command, words, {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
      });
      let lastWords = '';
      const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
      running.push({ name, child, gone });
      return new Promise((resolve, reject) => {
        let announced = false;
        for (const stream of [child.stdout, child.stderr]) {
          createInterface({ input: stream }).on('line', (line) => {
            log.write(`${line}\n`);
            lastWords = line;
            if (announced || !line.startsWith('Perron')) return;
            announced = true;
            resolve(line);
          });
        }
        child.once('error', reject);
        void gone.then(() => {
          if (!announced) reject(new Error(lastWords));
          else if (!stopping) ended(name, lastWords);
        });
      });
    },

    async stopAll() {
      stopping = true;
      for (const { child, gone } of running.reverse()) {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
        const patience = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
        await gone;
        clearTimeout(patience);
      }
    },
  };
}
