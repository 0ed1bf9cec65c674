/** What a token of the REST API may read; a route needs one of these, and none stands for another. */

export const API_SCOPES = [
  'published', // what everybody may see
  'moderation', // words that are not published, and what staff decided about them
  'administration', // sessions and kiosks
  'export', // the files that exporters take on the staff page
] as const;
export type ApiScope = (typeof API_SCOPES)[number];
