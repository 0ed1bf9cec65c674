/** All that is kept of one person, who asked for it and showed the slip. */
import { z } from 'zod';
import { QUARANTINE_RULES } from '../../domain/records.ts';
import { SCANNED_MAX } from '../../domain/slip.ts';
import { instant, uuid } from '../values.ts';
import { ownContribution } from './own-contribution.ts';

/** How staff made sure of whom they have before them, in their words. */
export const CHECK_MAX = 300;

const personRecord = z.object({
  kind: z.string(),
  /** By the kiosk's clock. */
  recordedAt: instant,
  receivedAt: instant,
  kiosk: z.string(),
  place: z.string(),
  /** As it was recorded; null once its words were erased. */
  payload: z.record(z.string(), z.unknown()).nullable(),
});
export type PersonRecord = z.infer<typeof personRecord>;

/** What names this person, or their slip, and is not believed: it broke a rule on arrival. */
const heldRecord = personRecord.extend({
  /** Null where the header tells none. */
  kind: z.string().nullable(),
  /** Null where the header tells none. */
  recordedAt: instant.nullable(),
  rule: z.enum(QUARANTINE_RULES),
  /** Null as long as it waits for staff. */
  decision: z.enum(['stored-later', 'accepted', 'refused']).nullable(),
  /** Of a content that cannot be read as one: its beginning, as it came. */
  text: z.string().nullable(),
});
export type HeldPersonRecord = z.infer<typeof heldRecord>;

export const personRoutes = {
  /**
   * Administrators and exporters. Logged with how the person was checked, and so is a code that nobody has. What is sealed comes
   * as it was sealed; only the city's personal-data key opens it, on the page. Where the slip itself is in quarantine, what its kiosk
   * says of the person is all there is, and `records` is empty. `code` may be what a slip's QR
   * code says. Problems: `code-malformed` for what is no code, `slip-damaged`, `code-unknown` where no slip has it.
   */
  openPerson: {
    method: 'POST',
    path: '/api/staff/person',
    input: z.strictObject({
      code: z.string().max(SCANNED_MAX),
      check: z.string().trim().min(1).max(CHECK_MAX),
    }),
    output: z.object({
      participantId: uuid,
      contributions: z.array(ownContribution),
      records: z.array(personRecord),
      held: z.array(heldRecord),
    }),
  },
} as const;
