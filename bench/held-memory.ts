/** What this process holds once everything that nobody needs any more is gone. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type Held = { readonly heapBytes: number; readonly residentBytes: number };

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export function heldMemory(): Held {
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapBytes: heapUsed + external, residentBytes: rss };
}
