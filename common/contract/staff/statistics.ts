/** Who took part, as far as people let the city count them. */
import { z } from 'zod';
import { count, uuid } from '../values.ts';

/** The most that is given at once. */
export const STATISTICS_PAGE = 500;

export const statisticsRoutes = {
  /** Administrators and exporters, as for the next one. How many people told something for statistics. */
  countStatistics: {
    method: 'GET',
    path: '/api/staff/statistics',
    input: z.strictObject({ consultationId: uuid }),
    output: z.object({ people: count }),
  },
  /**
   * What they told, as it was sealed and without saying whose it is; only the city's personal-data key opens it, on the page,
   * which counts. `after` is the last one of the page before. Each page is logged.
   */
  openStatistics: {
    method: 'POST',
    path: '/api/staff/statistics',
    input: z.strictObject({ consultationId: uuid, after: z.string().max(4_000).default('') }),
    output: z.object({ sealed: z.array(z.string()), more: z.boolean() }),
  },
} as const;
