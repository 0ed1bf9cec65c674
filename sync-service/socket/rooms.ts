/** The typed socket, and the rooms that proven connections are in. */
import type { Namespace, Socket } from 'socket.io';
import type { KioskToService, ServiceToKiosk } from '../../common/contract/sync.ts';

type NoEvents = Record<string, never>;
/** Of a proven connection: when the settings that it was welcomed with were made. */
type Proven = { configuredAt?: number | null };
export type SyncSocket = Socket<KioskToService, ServiceToKiosk, NoEvents, Proven>;
export type SyncSpace = Namespace<KioskToService, ServiceToKiosk, NoEvents, Proven>;

const DEVICE = 'device:';
const SCOPE = 'scope:';

export const roomOfDevice = (deviceId: string): string => DEVICE + deviceId;
export const roomOfScope = (scope: string): string => SCOPE + scope;

const named = (space: SyncSpace, prefix: string): string[] =>
  [...space.adapter.rooms.keys()]
    .filter((room) => room.startsWith(prefix))
    .map((room) => room.slice(prefix.length));

export const connectedDevices = (space: SyncSpace): string[] => named(space, DEVICE);
export const connectedScopes = (space: SyncSpace): string[] => named(space, SCOPE);
