/**
 * Looks at the store while kiosks are connected: tells them of news in the feed and shuts out revoked ones.
 * By looking rather than by being told it sees what the command line or another process changed, and many
 * changes make one hint.
 */
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { lookEvery } from './look-every.ts';
import { connectedDevices, connectedScopes, roomOfDevice, roomOfScope, type SyncSpace } from './rooms.ts';

/** Longer than the clocks of two processes differ, or than a look takes. */
const SETTINGS_LOOK_BACK_MS = 60_000;

export function watchStore({
  space,
  store,
  log,
  now,
}: {
  readonly space: SyncSpace;
  readonly store: Store;
  readonly log: Log;
  readonly now: () => number;
}): { stop(): Promise<void> } {
  const told = new Map<string, number>();

  const tellNews = async (): Promise<void> => {
    const scopes = connectedScopes(space);
    for (const scope of told.keys()) if (!scopes.includes(scope)) told.delete(scope);
    for (const scope of scopes) {
      const position = await store.feed.latest(scope);
      if (position > (told.get(scope) ?? -1)) space.to(roomOfScope(scope)).emit('feed:hint', { position });
      told.set(scope, position);
    }
  };
  const shutOut = async (): Promise<void> => {
    const devices = connectedDevices(space);
    if (devices.length === 0) return;
    for (const { deviceId, reason } of await store.devices.revokedAmong(devices)) {
      space.to(roomOfDevice(deviceId)).emit('device:revoked', { reason });
      space.in(roomOfDevice(deviceId)).disconnectSockets(true);
      log.warn({ deviceId, reason }, 'revoked device disconnected');
    }
  };
  /** A kiosk reads its settings in the welcome: the connection ends, and it comes back for them at once. */
  const tellSettings = async (): Promise<void> => {
    const changed = await store.devices.configuredSince(now() - SETTINGS_LOOK_BACK_MS);
    for (const { id, configuredAt } of changed) {
      for (const socketId of space.adapter.rooms.get(roomOfDevice(id)) ?? []) {
        const socket = space.sockets.get(socketId);
        if (socket && socket.data.configuredAt !== configuredAt) socket.conn.close();
      }
    }
  };
  return lookEvery({
    log,
    async look() {
      await shutOut();
      await tellSettings();
      await tellNews();
    },
  });
}
