/** The way by USB stick. */
import { z } from 'zod';
import { bytes16, count } from '../values.ts';
import { nothing, sticks } from './common.ts';

export const carryCalls = {
  /**
   * What a USB stick would carry to the service, and the sticks that are plugged in. All calls of `carry` need an
   * unlocked facilitator, except on a kiosk that is not enrolled yet or was revoked.
   */
  'carry:plan': {
    input: nothing,
    output: z.object({
      sticks,
      records: count,
      contributions: count,
      sessions: count,
      bytes: count,
    }),
  },

  /**
   * Writes the pending records after `after` into one file, as many as one takes, and says where the next begins.
   * Problems: `stick-absent`, `stick-full`, `stick-read-only`, `not-enrolled`, `protocol-unsupported`.
   */
  'carry:write': {
    input: z.strictObject({ stick: bytes16, after: count }),
    output: z.object({ records: count, after: count, more: z.boolean() }),
  },

  /**
   * Takes in the service's answers for this kiosk, and removes them and what they answer from the stick. `files` is 0
   * where there was none. Problems, when none could be believed: `carry-damaged`, `carry-foreign`, `carry-outdated`,
   * `proof-wrong`, `already-enrolled`; and those of the stick.
   */
  'carry:read': {
    input: z.strictObject({ stick: bytes16 }),
    output: z.object({ files: count, acknowledged: count, quarantined: count, enrolled: z.boolean() }),
  },

  /** Writes the request by which staff let in a kiosk without a network. Problems: `already-enrolled`, the stick's. */
  'carry:request': { input: z.strictObject({ stick: bytes16 }), output: nothing },
} as const;
