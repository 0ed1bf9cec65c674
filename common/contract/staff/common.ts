/** The small schemas that the nouns of the staff page share. */
import { z } from 'zod';
import { STAFF_ROLES } from '../staff-roles.ts';

export const nothing = z.strictObject({});
export const staffRole = z.enum(STAFF_ROLES);

export const page = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const shortName = z.string().trim().min(1).max(100);
