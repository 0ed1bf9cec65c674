/** How long each kind of data is kept, and what was erased for its age. For administrators. */
import { z } from 'zod';
import { RETENTION_DAYS_MAX, RETENTION_KINDS } from '../../domain/retention.ts';
import { count, instant } from '../values.ts';
import { nothing, page } from './common.ts';

const kind = z.enum(RETENTION_KINDS);
const days = z.number().int().min(1).max(RETENTION_DAYS_MAX);

const retentionTime = z.object({ kind, days: days.nullable() });
export type RetentionTime = z.infer<typeof retentionTime>;

const retentionReport = z.object({
  id: count,
  kind,
  at: instant,
  /** What arrived before this. */
  olderThan: instant,
  erased: count,
});
export type RetentionReport = z.infer<typeof retentionReport>;

export const retentionRoutes = {
  /** Null days keep a kind for good. The reports are of what was erased, the newest first. */
  showRetention: {
    method: 'GET',
    path: '/api/staff/retention',
    input: z.strictObject(page),
    output: z.object({
      times: z.array(retentionTime),
      reports: z.array(retentionReport),
      next: z.string().nullable(),
    }),
  },
  /** How many would go now. */
  previewRetention: {
    method: 'GET',
    path: '/api/staff/retention/preview',
    input: z.strictObject({ kind, days: z.coerce.number().pipe(days) }),
    output: z.object({ count }),
  },
  /** From now on, and at once for what is that old already. */
  saveRetention: {
    method: 'POST',
    path: '/api/staff/retention',
    input: z.strictObject({ kind, days: days.nullable() }),
    output: nothing,
  },
} as const;
