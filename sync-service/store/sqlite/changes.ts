/** SQLite tells nobody: the command line writes to the file from a process of its own. Looking into a file is cheap. */
import type { ChangeStore } from '../changes.ts';

const LOOK_EVERY_MS = 500;

export function changeStore(): ChangeStore {
  return {
    watch({ onChange }) {
      const timer = setInterval(onChange, LOOK_EVERY_MS);
      return {
        async stop() {
          clearInterval(timer);
        },
      };
    },
  };
}
