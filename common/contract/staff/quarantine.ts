/** Records that broke a rule, for staff to look at. */
import { z } from 'zod';
import { QUARANTINE_RULES } from '../../domain/records.ts';
import { count, instant, uuid } from '../values.ts';
import { nothing, searchedPage } from './common.ts';

const heldRecord = z.object({
  id: z.int(),
  deviceId: uuid,
  kioskName: z.string(),
  rule: z.enum(QUARANTINE_RULES),
  /** As far as the header could be read. */
  kind: z.string().nullable(),
  seq: z.int().nullable(),
  sessionId: z.string().nullable(),
  /** The record's two lines, cut off after 4,000 characters. */
  header: z.string(),
  body: z.string(),
  receivedAt: instant,
  /** Whether its rule lets staff accept it. */
  acceptable: z.boolean(),
  /** Null as long as it waits for staff. */
  decision: z.enum(['stored-later', 'accepted', 'refused']).nullable(),
});
export type HeldRecord = z.infer<typeof heldRecord>;

export const quarantineRoutes = {
  /**
   * Administrators and moderators, as for the next: records that broke a rule, those that wait for staff first; found by kiosk and
   * place, by the kind and the ids that could be read, and by what was said.
   */
  listQuarantine: {
    method: 'GET',
    path: '/api/staff/quarantine',
    input: z.strictObject(searchedPage),
    output: z.object({ records: z.array(heldRecord), next: z.string().nullable() }),
  },
  /** It stays in quarantine and waits for nobody any more. Problem: `not-found` for what does not wait. */
  keepOut: {
    method: 'POST',
    path: '/api/staff/quarantine/keep-out',
    input: z.strictObject({ id: z.int().min(1) }),
    output: nothing,
  },
  /**
   * What it says counts from now on, exactly once, also when the same record comes again. Problems: `not-found` for what does
   * not wait, `record-unacceptable` for what its rule keeps out, or what lacks something still.
   */
  acceptRecord: {
    method: 'POST',
    path: '/api/staff/quarantine/accept',
    input: z.strictObject({ id: z.int().min(1) }),
    output: nothing,
  },
  /**
   * The same of all that waits as `after-revocation` of one kiosk, which may be nothing. `left` are those that break another rule as
   * well, and wait on.
   */
  acceptAllOfKiosk: {
    method: 'POST',
    path: '/api/staff/quarantine/accept-all',
    input: z.strictObject({ deviceId: uuid }),
    output: z.object({ accepted: count, left: count }),
  },
} as const;
