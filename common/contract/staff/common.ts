/** The small schemas that the nouns of the staff page share. */
import { z } from 'zod';
import { STAFF_ROLES } from '../staff-roles.ts';

export const nothing = z.strictObject({});
export const staffRole = z.enum(STAFF_ROLES);

export const page = {
  /** Of the page before, as its answer told; one that is none begins anew. */
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
/** Words, each of which must occur, without regard to case and accents. */
export const searchedPage = { ...page, query: z.string().max(200).default('') };

export const shortName = z.string().trim().min(1).max(100);
