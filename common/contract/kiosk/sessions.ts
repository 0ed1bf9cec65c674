/** A workshop's session: open, counted, closed, and taken along on a stick. */
import { z } from 'zod';
import { SESSION_FILE_FORMATS } from '../../domain/export-columns.ts';
import { bytes16, count, languageTag, uuid } from '../values.ts';
import { nothing, sticks } from './common.ts';

export const sessionCounts = z.object({
  /** Who was welcomed, each once. */
  participants: count,
  /** Who went on by a slip of before: counted as participants where they were welcomed. */
  returned: count,
  ideas: count,
  comments: count,
  supports: count,
  /** Records of the session, by what became of them. */
  pending: count,
  acknowledged: count,
  quarantined: count,
});
export type SessionCounts = z.infer<typeof sessionCounts>;

export const sessionCalls = {
  /**
   * Needs an unlocked facilitator, as do all calls of session and participant, except for who helps themselves. Closes a
   * day of self-service. Problem: `session-busy` while a visitor is present.
   */
  'session:open': { input: z.strictObject({ workshopId: uuid.nullable() }), output: z.object({ id: uuid }) },

  /** What became of a session's records so far, also after it was closed. For an unlocked facilitator. */
  'session:counts': { input: z.strictObject({ id: uuid }), output: sessionCounts },

  /** Who is still set aside leaves. Problem: `session-busy` while a participant is present. */
  'session:close': { input: nothing, output: sessionCounts },

  /**
   * How much of a session may be taken along: what its people let be published, without their names. `leftOut` is sealed, erased
   * here, or not shown by the city. This and the next need an unlocked facilitator. Problem: `not-found`.
   */
  'session:export-plan': {
    input: z.strictObject({ id: uuid }),
    output: z.object({ sticks, rows: count, leftOut: count }),
  },

  /**
   * Writes that into a file on a stick, and what the file is into another beside it; a record says so. `file` is null where it was
   * stopped: nothing is left on the stick then. Problems: `not-found`, also where there is nothing to take; those of the stick.
   */
  'session:export': {
    input: z.strictObject({
      id: uuid,
      stick: bytes16,
      format: z.enum(SESSION_FILE_FORMATS),
      /** The language of a spreadsheet's headings. */
      words: languageTag,
    }),
    output: z.object({ file: z.object({ name: z.string(), rows: count, leftOut: count }).nullable() }),
  },

  /** Of the file that is being written. */
  'session:export-progress': { input: nothing, output: z.object({ rows: count, total: count }) },

  'session:export-stop': { input: nothing, output: nothing },
} as const;
