/** What the city's staff may do: the service enforces it, the page shows no control that would be refused. */

export const STAFF_ROLES = ['administrator', 'moderator', 'exporter', 'reader'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export type Right = (role: StaffRole) => boolean;

export const mayAdminister: Right = (role) => role === 'administrator';
/** Decide about contributions and records in quarantine, and answer for the city. */
export const mayModerate: Right = (role) => role === 'administrator' || role === 'moderator';
export const mayExport: Right = (role) => role === 'administrator' || role === 'exporter';
