/**
 * How much is on the way at once: the size of a batch and the number of batches, learnt from the round trips and
 * losses of this line. The number follows TCP Vegas (Brakmo and Peterson, 1995): of W batches on the way, W x (1 -
 * shortest / present round trip) wait in a queue; where less than one waits the line has room for another, and where
 * more than three wait the service is what takes the time. Until one waits for the first time each answer makes room for one
 * more, as TCP starts.
 */
import { BATCH_MAX_BYTES } from '../../../common/contract/sync.ts';

const FIRST_BYTES = 262_144;
const LEAST_BYTES = 16_384;
/** Round trips that let the next batch be twice, or only half as large. */
const FAST_MS = 300;
const SLOW_MS = 3_000;

/** On the way before the first answer; what a thin line carries before a kiosk gives up waiting, and what one with fast round trips may. */
const FIRST_BATCHES = 3;
const FIRST_BYTES_FAST = 524_288;
const FIRST_BATCHES_FAST = 6;
const FEWEST_BATCHES = 2;
const MOST_BATCHES = 16;
const ROOM = 1;
const CROWD = 3;

export type SendWindow = {
  /** Of one batch, in bytes. */
  bytes(): number;
  /** On the way at once. */
  batches(): number;
  /** The line is new, and a request of a few bytes took so many milliseconds on it. */
  opened(roundTrip: number): void;
  /** A batch was answered after so many milliseconds. */
  answered(roundTrip: number): void;
  /** A batch was not answered, or not taken. */
  lost(): void;
};

export function createSendWindow(): SendWindow {
  let bytes = FIRST_BYTES;
  let batches = FIRST_BATCHES;
  /** Of batches of the present size; larger ones take longer by themselves. */
  let shortest = Number.POSITIVE_INFINITY;
  /** The window changes by one a round trip at most. */
  let sinceChange = 0;
  let untried = true;
  let starting = true;

  const resize = (to: number): void => {
    if (to === bytes) return;
    bytes = to;
    shortest = Number.POSITIVE_INFINITY;
    sinceChange = 0;
  };
  const change = (by: number): void => {
    batches = Math.min(Math.max(batches + by, FEWEST_BATCHES), MOST_BATCHES);
    sinceChange = 0;
  };
  const waiting = (roundTrip: number): number => batches * (1 - shortest / Math.max(roundTrip, shortest, 1));

  return {
    bytes: () => bytes,
    batches: () => batches,
    opened(roundTrip) {
      if (!untried || roundTrip >= FAST_MS) return;
      bytes = FIRST_BYTES_FAST;
      batches = FIRST_BATCHES_FAST;
    },
    answered(roundTrip) {
      untried = false;
      shortest = Math.min(shortest, roundTrip);
      starting &&= waiting(roundTrip) < ROOM;
      if (starting) change(1);
      if (roundTrip < FAST_MS) resize(Math.min(bytes * 2, BATCH_MAX_BYTES));
      else if (roundTrip > SLOW_MS) resize(Math.max(bytes / 2, LEAST_BYTES));
      sinceChange += 1;
      if (sinceChange < batches || shortest === Number.POSITIVE_INFINITY) return;
      if (waiting(roundTrip) < ROOM) change(1);
      else if (waiting(roundTrip) > CROWD) change(-1);
    },
    lost() {
      untried = false;
      starting = false;
      resize(Math.max(bytes / 2, LEAST_BYTES));
      change(-Math.floor(batches / 2));
    },
  };
}
