/** What about a kiosk's machine needs somebody's attention: the same on the kiosk and on the staff page. */

export type Room = 'enough' | 'low' | 'none';

/** A day's contributions take some megabytes; below this somebody should act. */
export const LOW_BYTES = 500_000_000;
/** The database needs room for its log and for a checkpoint. */
const NONE_BYTES = 20_000_000;

export const roomOf = (freeBytes: number): Room =>
  freeBytes < NONE_BYTES ? 'none' : freeBytes < LOW_BYTES ? 'low' : 'enough';

/** Clocks that differ by less are right for every purpose of a kiosk. */
export const CLOCK_OFF_MS = 120_000;

/** `offset`: the service's time less the device's, in milliseconds. */
export const isClockOff = (offset: number): boolean => Math.abs(offset) >= CLOCK_OFF_MS;

/** Longer without a contact than a night and a day off at once. */
export const SILENT_MS = 3 * 86_400_000;
