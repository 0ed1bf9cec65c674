/** All that is kept of one person, who asked for it and showed the slip. */
import { z } from 'zod';
import { instant, uuid } from '../values.ts';
import { ownContribution } from './own-contribution.ts';

/** How staff made sure of whom they have before them, in their words. */
export const CHECK_MAX = 300;
const CODE_MAX = 40;

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

export const personRoutes = {
  /**
   * Administrators and exporters. Logged with how the person was checked, and so is a code that nobody has. What is sealed comes
   * as it was sealed; only the city's personal-data key opens it, on the page. Problems: `code-malformed` for what is no code,
   * `code-unknown` where no slip has it.
   */
  openPerson: {
    method: 'POST',
    path: '/api/staff/person',
    input: z.strictObject({
      code: z.string().max(CODE_MAX),
      check: z.string().trim().min(1).max(CHECK_MAX),
    }),
    output: z.object({
      participantId: uuid,
      contributions: z.array(ownContribution),
      records: z.array(personRecord),
    }),
  },
} as const;
