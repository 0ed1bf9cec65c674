/** What leaves the service as files. */
import { z } from 'zod';
import { EXPORT_COLUMNS, EXPORT_KINDS } from '../../domain/export-columns.ts';
import { EXPORT_NOTES, PLATFORMS } from '../../domain/platform-export.ts';
import { count, instant, languageTag, uuid } from '../values.ts';
import { nothing, searchedPage } from './common.ts';
import { completeness } from './sessions.ts';

const exportFilter = z.object({
  /** Null for the file of a session; nothing else that is null narrows. */
  consultationId: uuid.nullable(),
  sessionId: uuid.nullable(),
  kind: z.enum(EXPORT_KINDS).nullable(),
  state: z.enum(['published', 'held', 'refused']).nullable(),
  language: languageTag.nullable(),
  from: instant.nullable(),
  to: instant.nullable(),
});
/** Null for one that was broken off, or is still on its way. */
const wholeFile = z
  .object({
    rows: count,
    bytes: count,
    sha256: z.string(),
    /** What a file for a platform shortened or left out. */
    notes: z.array(z.object({ note: z.enum(EXPORT_NOTES), count })),
  })
  .nullable();
export const takenExport = z.object({
  id: uuid,
  at: instant,
  by: z.string(),
  fileName: z.string(),
  filter: exportFilter,
  file: wholeFile,
  /** What was erased since, the latest first: its words may be in the file. */
  takenBack: z.array(z.object({ id: uuid, kind: z.enum(EXPORT_KINDS), at: instant })),
  told: z.object({ at: instant, by: z.string() }).nullable(),
});
export type TakenExport = z.infer<typeof takenExport>;

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
   * Administrators and exporters. A consultation's ideas, comments and supports, kind after kind in the order of their
   * arrival, streamed: `text/csv` as for a session, `application/x-ndjson`, a JSON object a line, or XLSX with a sheet for each
   * kind. What is not given does not narrow. `from` (in) and `to` (out) are about when the service received them; `columns` are ids with commas between
   * them. The header `perron-export` has the id for `exportProgress`, `perron-rows` how many rows come. Problems: `not-found`,
   * `rows-too-many` for a sheet.
   */
  exportContributions: {
    method: 'GET',
    path: '/api/staff/contributions/export',
    input: z.strictObject({
      consultationId: uuid,
      format: z.enum(['csv', 'jsonl', 'xlsx']).default('csv'),
      sessionId: uuid.optional(),
      kind: z.enum(EXPORT_KINDS).optional(),
      state: z.enum(['published', 'held', 'refused']).optional(),
      language: languageTag.optional(),
      columns: z
        .string()
        .transform((ids) => ids.split(','))
        .pipe(z.array(z.enum(EXPORT_COLUMNS)))
        .optional(),
      /** The language of a sheet's headings. */
      words: languageTag.default('en'),
      from: z.coerce.number().pipe(instant).optional(),
      to: z.coerce.number().pipe(instant).optional(),
      separator: z.enum(['comma', 'semicolon']).default('comma'),
      bom: z.stringbool().default(false),
    }),
    output: nothing,
  },
  /**
   * Administrators and exporters. A consultation's published ideas in the form that the city's platform imports, a file for each
   * language, more where it takes only so many rows, as `application/zip` with where each row comes from, a read-me in `words` and a
   * manifest. Headers and problem as above.
   */
  exportForPlatform: {
    method: 'GET',
    path: '/api/staff/contributions/platform-export',
    input: z.strictObject({
      consultationId: uuid,
      platform: z.enum(PLATFORMS),
      sessionId: uuid.optional(),
      language: languageTag.optional(),
      words: languageTag.default('en'),
      from: z.coerce.number().pipe(instant).optional(),
      to: z.coerce.number().pipe(instant).optional(),
    }),
    output: nothing,
  },
  /** Administrators and exporters. One file that was taken. Problem: `not-found`. */
  showExport: {
    method: 'GET',
    path: '/api/staff/exports/:id',
    input: z.strictObject({ id: uuid }),
    output: takenExport,
  },
  /** How many rows of a file that is being fetched were read. Problem: `not-found`, also for one that has ended. */
  exportProgress: {
    method: 'GET',
    path: '/api/staff/exports/:id/progress',
    input: z.strictObject({ id: uuid }),
    output: z.object({ rows: count, total: count }),
  },
  /** Administrators and exporters, as for the next two. What was taken, the newest first; or only what has a holder to tell. Found by the file's name, by who took it and by consultation. */
  listExports: {
    method: 'GET',
    path: '/api/staff/exports',
    input: z.strictObject({ toTell: z.stringbool().default(false), ...searchedPage }),
    output: z.object({ exports: z.array(takenExport), next: z.string().nullable() }),
  },
  /** `through` is the last `at` of what was taken back that the holder was told of, 0 to take it back. Problem: `not-found`. */
  tellExport: {
    method: 'POST',
    path: '/api/staff/exports/told',
    input: z.strictObject({ id: uuid, through: instant }),
    output: nothing,
  },
  /** What a file is, to keep beside it: the digest proves the file, the sessions' verdicts what it was made from. Problem: `not-found`. */
  showManifest: {
    method: 'GET',
    path: '/api/staff/exports/:id/manifest',
    input: z.strictObject({ id: uuid }),
    output: z.object({
      schema: z.literal('perron-export/1'),
      id: uuid,
      fileName: z.string(),
      takenAt: instant,
      takenBy: z.string(),
      filter: exportFilter,
      columns: z.array(z.string()),
      file: wholeFile,
      provedAt: instant,
      sessions: z.array(
        z.object({
          id: uuid,
          kiosk: z.string(),
          verdict: completeness.shape.verdict,
          received: completeness.shape.received,
          expected: completeness.shape.expected,
        }),
      ),
    }),
  },
} as const;
