/** In memory: SQLite serves one process, which is there as long as its memory is. */
import type { PresenceStore } from '../presence.ts';

export function presenceStore(): PresenceStore {
  const told = new Map<string, readonly string[]>();
  return {
    async tell({ processId, deviceIds }) {
      told.set(processId, deviceIds);
    },
    online: async () => new Set([...told.values()].flat()),
  };
}
