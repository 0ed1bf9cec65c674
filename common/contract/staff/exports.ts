/** What leaves the service as files. */
import { z } from 'zod';
import { instant, languageTag, uuid } from '../values.ts';
import { nothing } from './common.ts';

export const exportRoutes = {
  /** Answers `text/csv` (RFC 4180, UTF-8 with BOM when `bom` is true), streamed; problems come as JSON. */
  exportSession: {
    method: 'GET',
    path: '/api/staff/sessions/:sessionId/contributions.csv',
    input: z.strictObject({
      sessionId: uuid,
      separator: z.enum(['comma', 'semicolon']).default('comma'),
      bom: z.stringbool().default(false),
    }),
    output: nothing,
  },
  /**
   * Administrators and exporters. Ideas and comments of a consultation, in the order of their arrival, streamed: `text/csv`
   * as for a session, or `application/x-ndjson`, a JSON object a line. What is not given does not narrow. `from` (in) and
   * `to` (out) are about when the service received them. Problem: `not-found`.
   */
  exportContributions: {
    method: 'GET',
    path: '/api/staff/contributions/export',
    input: z.strictObject({
      consultationId: uuid,
      format: z.enum(['csv', 'jsonl']).default('csv'),
      kind: z.enum(['idea', 'comment']).optional(),
      state: z.enum(['published', 'held', 'refused']).optional(),
      language: languageTag.optional(),
      from: z.coerce.number().pipe(instant).optional(),
      to: z.coerce.number().pipe(instant).optional(),
      separator: z.enum(['comma', 'semicolon']).default('comma'),
      bom: z.stringbool().default(false),
    }),
    output: nothing,
  },
} as const;
