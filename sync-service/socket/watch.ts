/**
 * Looks at the store when it says that something changed, whichever process changed it, and when a kiosk connects: tells
 * kiosks of news in the feed and shuts out revoked ones. Many changes make one look, and one hint.
 */
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { lookWhenTold } from './look-when-told.ts';
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
  const looking = lookWhenTold({
    log,
    async look() {
      await shutOut();
      await tellSettings();
      await tellNews();
    },
  });
  const changes = store.changes.watch({ about: 'kiosks', onChange: looking.tell });
  // What changed between the proof of a kiosk and its place in the rooms was told to the others alone.
  space.adapter.on('join-room', looking.tell);

  return {
    async stop() {
      space.adapter.off('join-room', looking.tell);
      await changes.stop();
      await looking.stop();
    },
  };
}
