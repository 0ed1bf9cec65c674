/** The most that this process ever held. */
import { readFileSync } from 'node:fs';

/** `maxRSS` of a process begins with what its parent held when it was made: on Linux the kernel tells its own. */
export function peakBytes(): number {
  const peak =
    process.platform === 'linux'
      ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))
      : null;
  return (peak === null ? process.resourceUsage().maxRSS : Number(peak[1])) * 1_024;
}
